/* What a script adds to pages that work without one: saving as one types, uploads with progress, focus, no double submit. */
(() => {
  "use strict";
  const words = document.documentElement.lang === "en"
    ? { saved: "Saved at ", failed: "Not saved yet; we will try again", refused: "Not saved. Use the button below to save this page.", sending: "Sending", lost: "Could not send. Choose the file again to retry.", wait: "Files are being sent. The page goes on by itself when they are there.", copied: "Copied" }
    : { saved: "Đã lưu lúc ", failed: "Chưa lưu được, sẽ thử lại", refused: "Chưa lưu được. Hãy bấm nút ở cuối trang để lưu.", sending: "Đang tải lên", lost: "Chưa tải lên được. Hãy chọn lại tệp để thử lại.", wait: "Đang tải tệp lên. Trang tự đi tiếp khi tải xong.", copied: "Đã sao chép" };
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  /* A question may be called "action" or "method" and then hides the form's own property: ask the attributes. */
  const address = (form) => new URL(form.getAttribute("action") || location.href, location.href).href.split("#")[0];
  const spoken = (parent, className) => {
    const element = document.createElement("span");
    element.className = className;
    element.setAttribute("role", "status");
    parent.appendChild(element);
    return element;
  };

  /* The error summary takes the focus, and its links lead into the control rather than only to it. */
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    const around = target.closest(".field") || target;
    around.scrollIntoView({ block: "start" });
    target.focus({ preventScroll: true });
  });

  /* A form sent once is not sent twice; the page shown again by "back" may send anew. */
  const sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || (form.getAttribute("method") || "").toLowerCase() !== "post") return;
    if (sent.has(form)) return event.preventDefault();
    sent.add(form);
    form.removeAttribute("data-unsaved");
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) all("form").forEach((form) => sent.delete(form));
  });

  /* Autosave: one request at a time, again after the last key; what the network refuses waits in this browser. */
  all("form[data-autosave]").forEach((form) => {
    const url = form.getAttribute("data-autosave");
    const key = "thutuc:" + url;
    const state = spoken(form, "save-state");
    let timer = 0, busy = false, again = false;
    const buffer = () => {
      const pairs = Array.from(new FormData(form)).filter(([name, value]) => typeof value === "string" && !/^(_|csrf)/.test(name));
      try { sessionStorage.setItem(key, JSON.stringify(pairs)); } catch { /* private window or full: the page itself still holds it */ }
    };
    const save = async () => {
      if (busy) { again = true; return; }
      busy = true; again = false;
      let status = 0; // stays 0 when the network is away; a refusal is not asked again, a failure is
      try {
        const answer = await fetch(url, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Autosave": "1" }, credentials: "same-origin", redirect: "manual" });
        status = answer.type === "opaqueredirect" ? 401 : answer.status;
        if (status !== 204) throw new Error(String(status));
        sessionStorage.removeItem(key);
        form.removeAttribute("data-unsaved");
        state.className = "save-state";
        state.textContent = words.saved + new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
      } catch {
        buffer();
        state.className = "save-state save-state--failed";
        const refused = status >= 400 && status < 500;
        state.textContent = refused ? words.refused : words.failed;
        if (!refused) timer = setTimeout(save, 15000);
      }
      busy = false;
      if (again) schedule();
    };
    const schedule = () => { clearTimeout(timer); form.setAttribute("data-unsaved", ""); timer = setTimeout(save, 1200); };
    const restore = () => {
      let pairs;
      try { pairs = JSON.parse(sessionStorage.getItem(key) || "null"); } catch { return; }
      if (!pairs) return;
      all("input[type=checkbox],input[type=radio]", form).forEach((box) => { box.checked = pairs.some(([name, value]) => name === box.name && value === box.value); });
      pairs.forEach(([name, value]) => {
        const box = all("input,select,textarea", form).find((each) => each.name === name);
        if (box && !/^(checkbox|radio|hidden|file)$/.test(box.type)) box.value = value;
      });
      form.dispatchEvent(new Event("input", { bubbles: true }));
    };
    form.addEventListener("input", schedule);
    form.addEventListener("change", schedule);
    form.addEventListener("submit", () => { clearTimeout(timer); sessionStorage.removeItem(key); });
    window.addEventListener("online", () => { if (form.hasAttribute("data-unsaved")) save(); });
    restore();
  });

  /* Upload: each chosen file by itself, with progress; the server's answer replaces the list.
     Whoever goes on while files are on their way goes on when they have arrived; a file that failed keeps them here. */
  let underWay = 0;
  let next = null;
  document.addEventListener("submit", (event) => {
    if (!underWay || event.target.hasAttribute("data-upload")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    next = { form: event.target, button: event.submitter, note: next ? next.note : spoken(event.submitter.parentElement, "muted") };
    next.note.textContent = words.wait;
  }, true);
  const arrived = (well) => {
    underWay -= 1;
    if (!next || (well && underWay)) return;
    const { form, button, note } = next;
    next = null;
    note.remove();
    if (well) HTMLFormElement.prototype.requestSubmit.call(form, button);
  };
  const send = (form, field, file) => new Promise((done) => {
    const row = document.createElement("div");
    const bar = document.createElement("progress");
    const name = document.createElement("span");
    const state = spoken(row, "visually-hidden");
    name.textContent = file.name + " ";
    bar.max = 100;
    bar.setAttribute("aria-label", words.sending + " " + file.name);
    row.append(name, bar);
    field.after(row);
    state.textContent = words.sending + " " + file.name;
    const body = new FormData();
    all("input[type=hidden]", form).forEach((hidden) => body.append(hidden.name, hidden.value));
    body.append(field.name, file);
    const request = new XMLHttpRequest();
    let tries = 0;
    const fail = (text) => { bar.remove(); name.className = "error-message"; name.textContent = file.name + ": " + text; state.textContent = ""; name.setAttribute("role", "alert"); done(false); };
    const retry = () => { if (++tries < 3) setTimeout(start, 1500 * tries); else fail(words.lost); };
    const start = () => { request.open("POST", address(form)); request.setRequestHeader("X-Upload", "1"); request.send(body); };
    request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total * 100; };
    request.onerror = retry;
    request.onload = () => {
      if (request.status >= 500) return retry();
      if (request.status >= 300 || request.responseURL.split("#")[0] !== address(form)) return fail(request.status < 400 ? words.lost : request.responseText);
      const list = form.querySelector("[data-upload-list]") || document.getElementById(form.getAttribute("data-upload"));
      if (list) list.innerHTML = request.responseText;
      row.remove();
      done(true);
    };
    start();
  });
  all("form[data-upload]").forEach((form) => {
    all("input[type=file]", form).forEach((field) => {
      field.addEventListener("change", async () => {
        const files = Array.from(field.files);
        field.value = "";
        underWay += files.length;
        for (const file of files) arrived(await send(form, field, file));
      });
    });
    all("[data-without-script]", form).forEach((element) => { element.hidden = true; });
  });

  /* Dates: the number keys are enough, the strokes come by themselves. */
  all("input[data-kind=date]").forEach((field) => {
    field.addEventListener("input", (event) => {
      if (event.inputType !== "insertText" || field.selectionStart !== field.value.length) return;
      if (/^\d{2}$|^\d{2}\/\d{2}$/.test(field.value)) field.value += "/";
    });
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || !navigator.clipboard) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    (button.nextElementSibling || spoken(button.parentElement, "muted")).textContent = " " + words.copied;
  });
})();
