//! A file manager from which a file is dragged onto a window: the side of the XDND protocol that a
//! file manager plays, so that the window under test receives what a real one sends.

use crate::desktop::wait_until;
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    ClientMessageEvent, ConnectionExt, CreateWindowAux, EventMask, PropMode,
    SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, SelectionRequestEvent, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

/// Version of the protocol.
const VERSION: u32 = 5;

struct Source {
    x: RustConnection,
    window: u32,
    target: u32,
    uris: String,
}

/// Drags a file onto a place of the window (in pixels of the screen) and lets it go; whether the
/// window took it.
pub fn drop_file(display: &str, target: u32, path: &str, place: (u32, u32)) -> bool {
    let (x, screen) = RustConnection::connect(Some(display)).expect("an X server");
    let root = x.setup().roots[screen].root;
    let window = x.generate_id().expect("a number for a window");
    let (class, look) = (WindowClass::INPUT_OUTPUT, CreateWindowAux::new());
    x.create_window(0, window, root, 0, 0, 1, 1, 0, class, 0, &look).expect("a window");
    let source = Source { x, window, target, uris: format!("file://{path}\r\n") };
    let selection = source.atom("XdndSelection");
    source.x.set_selection_owner(window, selection, 0u32).expect("a selection");
    let uri_list = source.atom("text/uri-list");
    source.tell("XdndEnter", [VERSION << 24, uri_list, 0, 0]);
    let copy = source.atom("XdndActionCopy");
    source.tell("XdndPosition", [0, place.0 << 16 | place.1, 0, copy]);
    // The window reads the file's name before it is dropped.
    let (mut asked, mut status) = (false, false);
    while !(asked && status) {
        match source.next_event() {
            Event::SelectionRequest(request) => {
                source.answer(&request);
                asked = true;
            }
            Event::ClientMessage(said) if said.type_ == source.atom("XdndStatus") => {
                assert_eq!(said.data.as_data32()[1] & 1, 1, "the window takes files");
                status = true;
            }
            _ => {}
        }
    }
    // What was asked for is read before the next message is.
    source.tell("XdndDrop", [0, 0, 0, 0]);
    loop {
        if let Event::ClientMessage(said) = source.next_event()
            && said.type_ == source.atom("XdndFinished")
        {
            return said.data.as_data32()[1] & 1 == 1;
        }
    }
}

impl Source {
    fn atom(&self, name: &str) -> u32 {
        let cookie = self.x.intern_atom(false, name.as_bytes()).expect("a request");
        cookie.reply().expect("an atom").atom
    }

    fn tell(&self, message: &str, [a, b, c, d]: [u32; 4]) {
        let data = [self.window, a, b, c, d];
        let event = ClientMessageEvent::new(32, self.target, self.atom(message), data);
        self.x.send_event(false, self.target, EventMask::NO_EVENT, event).expect("a request");
        self.x.flush().expect("the X server listens");
    }

    fn next_event(&self) -> Event {
        let mut event = None;
        wait_until("the window's answer", || {
            event = self.x.poll_for_event().expect("the X server lives");
            event.is_some()
        });
        event.expect("it has come")
    }

    /// Gives the names of the files to the window.
    fn answer(&self, request: &SelectionRequestEvent) {
        let (window, property) = (request.requestor, request.property);
        let (mode, bytes) = (PropMode::REPLACE, self.uris.as_bytes());
        self.x.change_property8(mode, window, property, request.target, bytes).expect("a request");
        let event = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor: window,
            selection: request.selection,
            target: request.target,
            property,
        };
        self.x.send_event(false, window, EventMask::NO_EVENT, event).expect("a request");
        self.x.flush().expect("the X server listens");
    }
}
