import type { Attachment } from '../review.ts'
import { attachmentsOf } from './adapters/attachments.ts'
import { findDraft } from './find-draft.ts'
import type { PageText, Piece } from './piece-map.ts'
import { type Line, readVisibleLines } from './visible-text.ts'

/** A draft as read from a page. */
export interface DraftPage extends PageText {
  /** The element that holds the draft's words; watch this. */
  readonly root: Element
  /** Files offered on the page and not read. */
  readonly attachments: readonly Attachment[]
}

/**
 * Read the draft in a document: visible words only, one canonical text over the page, its same-origin frames and its
 * fields.
 *
 * An element that declares itself the draft (`data-hongxian-draft`) is read whole, whatever it looks like.
 *
 * @returns `null` where the page shows no draft
 */
export function readPage(page: Document): DraftPage | null {
  if (!page.body) return null
  const declared = page.querySelector('[data-hongxian-draft]')
  if (declared) return { ...composeText(readVisibleLines(declared)), root: declared, attachments: [] }
  const draft = findDraft(readVisibleLines(page.body), page.title)
  return draft ? { ...composeText(draft.lines), root: draft.root, attachments: attachmentsOf(page) } : null
}

/** Lines become one text; the break between two lines is text that belongs to no piece. */
function composeText(lines: readonly Line[]): PageText {
  const pieces: Piece[] = []
  let text = ''
  for (const line of lines) {
    if (text !== '') text += '\n'
    for (const piece of line.pieces) pieces.push({ ...piece, start: piece.start + text.length })
    text += line.text
  }
  return { text, pieces }
}

/** Read only what the person has marked on the page, in whole lines. @returns `null` where nothing is marked */
export function readSelection(page: Document): DraftPage | null {
  const selection = page.getSelection()
  if (!page.body || !selection || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  const lines = readVisibleLines(page.body).filter((line) =>
    line.pieces.some(({ source }) => source.ownerDocument === page && range.intersectsNode(source)),
  )
  const first = lines[0]
  return first ? { ...composeText(lines), root: first.block, attachments: [] } : null
}
