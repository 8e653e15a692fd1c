import type { WordFile } from '@hongxian/shared/api'

/** Hand a file from the service to the person, as any download. */
export function saveWordFile({ name, base64 }: WordFile): void {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  const address = URL.createObjectURL(new Blob([bytes], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has its own copy by the time a minute is over.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
