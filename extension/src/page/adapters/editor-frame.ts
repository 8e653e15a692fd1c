/** The body of a frame we may look into: same origin, about:blank or srcdoc. */
export function frameBody(frame: HTMLIFrameElement): HTMLElement | null {
  try {
    return frame.contentDocument?.body ?? null
  } catch {
    return null
  }
}
