"""One procedure as an OpenAPI 3.1 document: what another system sends to submit a dossier, and what it is told of one.

A contract for whoever connects two systems; this program serves people, not these addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from engine.definition import Definition, Document
from engine.fields.base import ANSWER_CODES
from engine.statuses import Status
from engine.submission_schema import DIALECT, submission_schema
from engine.text import Text

Schema: TypeAlias = Mapping[str, Any]

_MEDIA_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "dwg": "image/vnd.dwg",
    "zip": "application/zip",
}
_WORDS: Mapping[str, Text] = {
    "about": Text.of(
        "Hợp đồng dữ liệu giữa hai hệ thống, sinh từ tệp thủ tục. Điều kiện giữa các câu trả lời do bên nhận kiểm tra.",
        en="The contract between two systems, made from the procedure's file. The receiver checks conditions between answers.",
    ),
    "submit": Text.of("Nộp một hồ sơ", en="Submit a dossier"),
    "status": Text.of("Hỏi trạng thái một hồ sơ", en="Ask where a dossier stands"),
    "submitted": Text.of("Hồ sơ đã được ghi nhận.", en="The dossier has been taken in."),
    "wrong": Text.of("Có câu trả lời hoặc giấy tờ chưa đúng.", en="Some answers or papers are wrong."),
    "found": Text.of("Trạng thái của hồ sơ.", en="Where the dossier stands."),
    "unknown": Text.of("Không có hồ sơ này.", en="There is no such dossier."),
    "reference": Text.of("Mã tiếp nhận trực tuyến.", en="The reference of the submission."),
    "code": Text.of("Mã số hồ sơ, có khi đã tiếp nhận.", en="The official code, once accepted."),
    "portal": Text.of(
        "Mã trạng thái trên Cổng Dịch vụ công quốc gia.", en="The status on the national portal."
    ),
    "due": Text.of("Hẹn trả kết quả.", en="When the result is promised."),
    "step": Text.of("Bước đang xử lý.", en="The step that is open."),
    "fee": Text.of("Tổng phí, lệ phí, đồng.", en="The whole fee in đồng."),
    "path": Text.of("Câu hỏi hoặc giấy tờ, theo tên trong tệp.", en="The question or paper, by its id."),
}


def submission_api(definition: Definition, language: str = "vi") -> dict[str, Any]:
    """The whole document. `info.version` is the version of the procedure: the hash of its content."""

    def said(word: str) -> str:
        return _WORDS[word].in_language(language)

    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": definition.name.in_language(language),
            "version": definition.content_hash[:12],
            "description": said("about"),
        },
        "paths": {
            "/dossiers": {
                "post": {
                    "operationId": "submitDossier",
                    "summary": said("submit"),
                    "requestBody": {"required": True, "content": _content(definition)},
                    "responses": {
                        "201": _answer(said("submitted"), "Dossier"),
                        "422": _answer(said("wrong"), "Problems"),
                    },
                }
            },
            "/dossiers/{reference}": {
                "get": {
                    "operationId": "dossierStatus",
                    "summary": said("status"),
                    "parameters": [
                        {
                            "name": "reference",
                            "in": "path",
                            "required": True,
                            "description": said("reference"),
                            "schema": {"type": "string", "minLength": 1, "maxLength": 60},
                        }
                    ],
                    "responses": {
                        "200": _answer(said("found"), "Dossier"),
                        "404": {"description": said("unknown")},
                    },
                }
            },
        },
        "components": {"schemas": _schemas(definition, language)},
    }


def _schemas(definition: Definition, language: str) -> dict[str, Any]:
    data = submission_schema(definition, language)
    submission = {key: value for key, value in data.items() if key not in {"$schema", "$id"}}
    return {
        "Submission": submission,
        "Dossier": _dossier(definition, language),
        "Problems": _problems(language),
    }


def _dossier(definition: Definition, language: str) -> Schema:
    def text(word: str, **more: Any) -> Schema:
        return {"description": _WORDS[word].in_language(language), **more}

    moment = {"type": "string", "format": "date-time"}
    return {
        "type": "object",
        "properties": {
            "reference": text("reference", type="string"),
            "code": text("code", type="string"),
            "status": {"enum": [str(status) for status in Status]},
            "portal_status": text(
                "portal", type="integer", minimum=1, maximum=max(each.portal_code for each in Status)
            ),
            "submitted_at": moment,
            "due_at": text("due", **moment),
            **({"step": text("step", enum=list(definition.steps))} if definition.steps else {}),
            "fee_total": text("fee", type="integer", minimum=0),
        },
        "required": ["reference", "status", "portal_status", "submitted_at"],
        "additionalProperties": False,
    }


def _problems(language: str) -> Schema:
    problem = {
        "type": "object",
        "properties": {
            "path": {"type": "string", "description": _WORDS["path"].in_language(language)},
            "code": {"enum": sorted(ANSWER_CODES)},
            "message": {"type": "string"},
        },
        "required": ["path", "code", "message"],
        "additionalProperties": False,
    }
    return {"type": "array", "minItems": 1, "items": problem}


def _content(definition: Definition) -> Schema:
    """JSON alone where no paper is handed in; else a form of parts, the files named after their papers."""
    data = {"$ref": "#/components/schemas/Submission"}
    if not definition.documents:
        return {"application/json": {"schema": data}}
    files = {f"documents.{paper.id}": paper for paper in definition.documents}
    always = [name for name, paper in files.items() if _always(paper)]
    return {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {"submission": data, **{name: _files(paper) for name, paper in files.items()}},
                "required": ["submission", *always],
                "additionalProperties": False,
            },
            "encoding": {
                "submission": {"contentType": "application/json"},
                **{name: {"contentType": _media_types(paper)} for name, paper in files.items()},
            },
        }
    }


def _always(paper: Document) -> bool:
    """Asked of everybody: never what a register or a condition, a case among them, may spare."""
    return paper.required and not paper.present and not paper.replaced_by and paper.when is None


def _files(paper: Document) -> Schema:
    return {
        "type": "array",
        "title": str(paper.name),
        "minItems": 1,
        "maxItems": paper.max_files,
        "items": {"type": "string", "format": "binary"},
    }


def _media_types(paper: Document) -> str:
    return ", ".join(dict.fromkeys(_MEDIA_TYPES[each] for each in paper.formats))


def _answer(description: str, schema: str) -> Schema:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}
