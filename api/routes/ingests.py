"""New documents: an upload returns at once, with the job that reads it."""

import asyncio
import hashlib
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Header, Query, Response, UploadFile

from api.http.errors import TooLarge
from api.http.paging import PAGED, Page, pages_of
from api.readers import readers_of
from api.server_state import State
from api.sign_in.identity import Librarian
from domain.errors import BadInput
from domain.ingest_jobs import IngestJob
from stores.database.paging import Mark

router = APIRouter(prefix="/api/documents", tags=["documents"])
CHUNK = 1_000_000


@router.post("", status_code=202)
async def add_documents(
    who: Librarian,
    state: State,
    response: Response,
    files: Annotated[list[UploadFile], File()],
    site: Annotated[list[str], Form(default_factory=list)],
    role: Annotated[list[str], Form(default_factory=list)],
    library: Annotated[str, Form(max_length=100)] = "main",
    revision: Annotated[str, Form(max_length=40)] = "",
    everyone: Annotated[bool, Form()] = False,
    idempotency_key: Annotated[str, Header(max_length=200)] = "",
) -> IngestJob:
    """Take documents for the library; `Location` is the job that reads them, whose report says what could not be read.

    Only people of one of the sites `site`, and with one of the roles `role`, may read them; all may with `everyone`. Of these something must
    be said, but by people who have sites of their own: without it, these are meant. The job says who may read.
    """
    sites, roles = readers_of(who, site, role, everyone=everyone)
    same = hashlib.sha256(f"{who.name}\0{idempotency_key}".encode()).hexdigest()[:32] if idempotency_key else ""
    with tempfile.TemporaryDirectory(prefix="nacelle-upload-") as folder:
        names = _names(files)
        for upload, name in zip(files, names, strict=True):
            await _store(upload, Path(folder) / name, state.settings.max_upload_bytes)
        job = await asyncio.to_thread(
            state.ingests.submit,
            [Path(folder) / name for name in names],
            library=library,
            revision=revision,
            sites=sites,
            roles=roles,
            requested_by=who.name,
            hand_over=True,
            job_id=same,
        )
    told = {"library": library, "files": names}
    await asyncio.to_thread(state.stores.audit.add, who.name, "documents uploaded", job.id, **told)
    await asyncio.to_thread(state.ingest_worker.ensure)
    response.headers["Location"] = f"/api/documents/jobs/{job.id}"
    return job


@router.get("/jobs", responses=PAGED)
async def list_jobs(
    _: Librarian,
    state: State,
    page: Annotated[Page, Depends(pages_of(100))],
    library: Annotated[str, Query(max_length=100)] = "",
) -> list[IngestJob]:
    """What waits, runs and has ended, newest first."""
    found = await asyncio.to_thread(state.ingests.listed, library, page.wanted, page.after)
    return page.of(found, lambda job: Mark(key=job.created.isoformat(), id=job.id))


@router.get("/jobs/{job_id}")
async def get_job(job_id: str, _: Librarian, state: State) -> IngestJob:
    """How far it is, and in the end its report."""
    return await asyncio.to_thread(state.ingests.get, job_id)


@router.post("/jobs/{job_id}/cancel")
async def cancel_job(job_id: str, _: Librarian, state: State) -> IngestJob:
    """Stop it; documents that it has read stay."""
    return await asyncio.to_thread(state.ingests.cancel, job_id)


@router.post("/jobs/{job_id}/retry")
async def retry_job(job_id: str, _: Librarian, state: State) -> IngestJob:
    """Let one that failed or was cancelled run again."""
    job = await asyncio.to_thread(state.ingests.retry, job_id)
    await asyncio.to_thread(state.ingest_worker.ensure)
    return job


def _names(files: Sequence[UploadFile]) -> list[str]:
    """A name for each file; two of one name are both kept."""
    names: list[str] = []
    for upload in files:
        name = re.sub(r"[^\w. ()\-]+", "_", Path(upload.filename or "").name).strip(". ")
        if not name:
            raise BadInput("Every file needs a name.")
        path, number = Path(name), 1
        while name in names:
            number += 1
            name = f"{path.stem} ({number}){path.suffix}"
        names.append(name)
    return names


async def _store(upload: UploadFile, path: Path, limit: int) -> None:
    if (upload.size or 0) > limit:
        raise TooLarge(f"{path.name} is larger than the {limit // 1_000_000} MB that the server takes.")
    with path.open("wb") as out:
        await asyncio.to_thread(shutil.copyfileobj, upload.file, out, CHUNK)
