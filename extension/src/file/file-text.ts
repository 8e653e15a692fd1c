/** A paragraph, or a table as rows of cells of paragraphs. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string; readonly centred: boolean }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly string[])[])[] }

/** What was read of a file or pasted. */
export interface FileText {
  /** As the file is called; what was pasted is named by the time. */
  readonly name: string
  readonly blocks: readonly Block[]
  /** Sentences about what was left out or taken in one of several ways. */
  readonly remarks: readonly string[]
}

/** One paragraph a line, as text files and the clipboard have it. */
export function blocksOfText(text: string): readonly Block[] {
  return text
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => ({ kind: 'paragraph', text: line.trim(), centred: false }))
}
