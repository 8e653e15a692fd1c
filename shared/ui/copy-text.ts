/** Puts text on the clipboard; an intranet page without https has no clipboard of its own and copies by a selection. */
export async function copyText(text: string): Promise<void> {
  // Absent on pages without https, whatever the types say.
  const clipboard = navigator.clipboard as Clipboard | undefined
  if (clipboard) return clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  field.style.opacity = '0'
  const before = document.activeElement as HTMLElement | null
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
  before?.focus()
}
