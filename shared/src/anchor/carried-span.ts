import type { Span } from '../text/index.ts'

/** Why a mark has no honest place in the new text. */
export type OrphanReason = 'clause-removed' | 'words-removed' | 'ambiguous' | 'not-found'

/** For the reader of the list of orphans. */
export const ORPHAN_REASONS: Readonly<Record<OrphanReason, string>> = {
  'clause-removed': '所在条款已经删去',
  'words-removed': '所标注的文字已经删去',
  ambiguous: '有多处相同或者相近的文字，不能确定是哪一处',
  'not-found': '没有找到所标注的文字',
}

/** What became of a marked place: `kept` to the letter, `edited` (some of its words changed), or `orphaned`. */
export type CarriedSpan =
  | { readonly status: 'kept' | 'edited'; readonly span: Span }
  | { readonly status: 'orphaned'; readonly reason: OrphanReason }
