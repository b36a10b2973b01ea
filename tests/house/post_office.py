"""A slow mail server: what it was handed is what a job has done, seen from outside."""

import socketserver
import time
from threading import Thread


class PostOffice(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, seconds):
        super().__init__(("127.0.0.1", 0), Counter)
        self.seconds = seconds
        self.recipients = []

    @property
    def address(self):
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def __enter__(self):
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class Counter(socketserver.StreamRequestHandler):
    """Just enough of SMTP for Django's backend. Counts a mail when it has taken it, not before."""

    def handle(self):
        self.say("220 ready")
        recipient = None
        for line in iter(self.rfile.readline, b""):
            verb = line[:4].upper()
            if verb == b"RCPT":
                recipient = line.partition(b"<")[2].partition(b">")[0].decode()
            if verb == b"DATA":
                self.say("354 go on")
                for text in iter(self.rfile.readline, b""):
                    if text.rstrip() == b".":
                        break
                time.sleep(self.server.seconds)
                self.server.recipients.append(recipient)
            self.say("221 bye" if verb == b"QUIT" else "250 ok")
            if verb == b"QUIT":
                return

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())
