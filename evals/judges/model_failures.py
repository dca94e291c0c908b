"""Why a language model that judges or writes cases gave nothing, in words for people."""

from domain.errors import NacelleError


def reason_of(error: BaseException, who: str = "the judge") -> str:
    """Why its reply did not come: the first cause that says something."""
    seen: list[BaseException] = []
    while error not in seen:
        seen.append(error)
        error = error.__cause__ or error.__context__ or error
    names = " ".join(type(each).__name__ for each in seen)
    text = " ".join(str(each) for each in seen)
    if "RateLimit" in names or "429" in text:
        return f"{who} limits the rate (429)"
    if "Timeout" in names:
        return f"{who} did not answer in time"
    if "Connection" in names:
        return f"{who} cannot be reached"
    if any(
        word in names for word in ("Validation", "JSONDecode", "InstructorRetry", "IncompleteOutput", "ResponseParsing")
    ):
        return f"{who}'s reply cannot be parsed"
    if isinstance(seen[0], NacelleError):
        return f"{who} failed: {str(seen[0]).rstrip('.')}"
    return f"{who} failed: {type(seen[0]).__name__}: {str(seen[0])[:160]}"
