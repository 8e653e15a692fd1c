/** Hand a file from the service to the person by the download of the browser. @param base64 the content */
export function saveFile(name: string, mediaType: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has its own copy by the time a minute is over.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
