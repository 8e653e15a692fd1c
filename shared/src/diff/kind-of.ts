import type { ChangeKind } from './change.ts'

export interface ChangeTraits {
  readonly edited: boolean
  readonly moved: boolean
  readonly renumbered: boolean
  readonly isShared: boolean
}

/** The name of a change: the first that applies, in the order of `ChangeKind`. */
export function kindOf(countA: number, countB: number, traits: ChangeTraits): ChangeKind {
  if (countA === 0) return 'added'
  if (countB === 0) return 'removed'
  if (countB > 1) return 'split'
  if (countA > 1 || traits.isShared) return 'merged'
  if (traits.edited) return 'edited'
  if (traits.moved) return 'moved'
  return traits.renumbered ? 'renumbered' : 'kept'
}
