"""Findings on the command line: gathered from files and folders, and told to people or to programs."""

from admin.findings.formats import FORMATS, report
from admin.findings.gathering import Gathered, findings, gather, shared_folder
from admin.findings.people import print_for_people

__all__ = ["FORMATS", "Gathered", "findings", "gather", "print_for_people", "report", "shared_folder"]
