import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** How the office shows a draft: as a page, in an OA form, in a table of amendments, in an editor, or in a text field. */
export type PageKind = 'article' | 'form' | 'comparison' | 'editor' | 'textarea'

export interface IntranetDraft {
  readonly id: string
  readonly title: string
  readonly page: PageKind
  /** 起草单位. */
  readonly unit: string
  /** YYYY-MM-DD */
  readonly received: string
  readonly urgency: string
  readonly text: string
  /** Earlier and later texts that can be put on the page. */
  readonly versions?: readonly { readonly label: string; readonly date: string; readonly text: string }[]
  /** Of a comparison: what stands now, and the reason; the amended words of the row are a line of `text`. */
  readonly rows?: readonly (readonly [now: string, reason: string])[]
}

/** The drafts of the sample site, with what has been edited there. */
export interface DraftsFolder {
  list(): readonly IntranetDraft[]
  find(id: string): IntranetDraft | null
  save(id: string, text: string): void
  /** Back to what the site came with. */
  reset(id: string): void
}

const SOURCE = new URL('drafts/drafts.jsonl', import.meta.url)

/** @param file where edits are kept; `null` keeps them in memory */
export function openDraftsFolder(file: string | null): DraftsFolder {
  const drafts = readFileSync(SOURCE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as IntranetDraft)
  const edited = new Map<string, string>(
    file !== null && existsSync(file)
      ? Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)
      : [],
  )
  const current = (draft: IntranetDraft) => ({ ...draft, text: edited.get(draft.id) ?? draft.text })
  const keep = () => {
    if (file === null) return
    writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(edited), null, 1))
    renameSync(`${file}.new`, file)
  }
  return {
    list: () => drafts.map(current),
    find: (id) => {
      const draft = drafts.find((candidate) => candidate.id === id)
      return draft ? current(draft) : null
    },
    save(id, text) {
      edited.set(id, text)
      keep()
    },
    reset(id) {
      edited.delete(id)
      keep()
    },
  }
}
