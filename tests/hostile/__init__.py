"""What somebody who means harm could hand in, and what it must lead to: a finding with a place, soon, in little memory."""
