"""A publisher's server on this machine that cuts, stalls, lies and refuses."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = "".join(
    f'<a href="dl_files/database/{one}">{one}</a>'
    for one in ("db_29_3_text.zip", "db_30_1_text.zip", "db_9_0_text.zip")
).encode()


class Server(ThreadingHTTPServer):
    """Serves one file under any path, in the way a test wants; notes what was asked."""

    daemon_threads = True

    def __init__(self, content: bytes) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = content
        self.manner = "well"
        self.ranges: list[str] = []
        self.files: dict[str, bytes] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        whole = self.server.files.get(self.path, PAGE if self.path.endswith(".html") else None)
        if whole is not None:
            self._head(200, len(whole))
            self.wfile.write(whole)
            return
        content, manner = self.server.content, self.server.manner
        wanted = self.headers.get("Range", "")
        self.server.ranges.append(wanted)
        if manner == "missing":
            self.send_error(404)
        elif manner == "huge":
            self._head(200, 10**12)
        elif manner == "silent":
            self._head(200, len(content))
            self.wfile.write(content[:100])
            threading.Event().wait(2)
        elif manner == "cut":
            self._head(200, len(content))
            self.wfile.write(content[: len(content) // 2])
        elif wanted and self.headers.get("If-Range") == '"one"':
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            if start >= len(content):
                self.send_error(416)
                return
            self._head(206, len(content) - start)
            self.wfile.write(content[start:])
        else:
            self._head(200, len(content))
            self.wfile.write(content)

    def _head(self, status: int, size: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(size))
        self.send_header("ETag", '"one"')
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Running:
    def __init__(self, server: Server) -> None:
        self.server = server
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
