import { asking, decide, listed, pick, review, settings, undo, view } from './state.ts'

/** Keys of the list: arrows move, letters decide (unless switched off), Ctrl+Z takes back. */
export function runKey(event: KeyboardEvent): void {
  const field = (event.target as Element | null)?.closest('input, textarea, select')
  if (field || event.isComposing || view.value !== 'findings') return
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
    event.preventDefault()
    void undo()
    return
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault()
    step(event.key === 'ArrowDown' ? 1 : -1)
    return
  }
  if (settings.value?.letterKeys) runLetter(event.key.toLowerCase())
}

function step(by: 1 | -1): void {
  const list = listed.value
  if (list.length === 0) return
  const at = list.findIndex((finding) => finding.key === review.value?.current)
  const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))
  pick(list[next]!.key)
}

function runLetter(letter: string): void {
  if (review.value?.fragment) return
  const finding = listed.value.find((one) => one.key === review.value?.current)
  if (!finding) return
  if (letter === 'n') open(finding.key, 'note')
  if (finding.decision) return
  if (letter === 'a') void decide(finding.key, { decision: 'accepted' })
  if (letter === 'r') open(finding.key, 'reason')
  if (letter === 'e') open(finding.key, 'words')
}

/** After the key itself is done with, or its letter would be typed into the field that opens. */
function open(key: string, what: 'reason' | 'note' | 'words'): void {
  setTimeout(() => {
    asking.value = { key, what }
  })
}
