import type { ClauseLink } from './align-clauses.ts'
import { increasingSubsequence } from './increasing-subsequence.ts'

/** The clauses that one change speaks of, as indices. */
export interface ChangeGroup {
  readonly a: readonly number[]
  readonly b: readonly number[]
  /** Stands elsewhere among its neighbours. */
  readonly isMoved: boolean
  /** Went into a clause that holds another one's words too; that other one's group tells of them. */
  readonly isShared: boolean
}

/**
 * Turn links into changes, in the order of the new text: one old clause with several successors is one group (split), one
 * new clause with several predecessors is one group (merged), a removed clause stands after what preceded it.
 */
export function groupLinks(links: readonly ClauseLink[], countA: number, countB: number): ChangeGroup[] {
  const ofA = Array.from({ length: countA }, (): ClauseLink[] => [])
  const ofB = Array.from({ length: countB }, (): ClauseLink[] => [])
  for (const link of links) {
    ofA[link.a]!.push(link)
    ofB[link.b]!.push(link)
  }
  const moved = findMoved(links)
  const done = new Set<ClauseLink>()
  const groups = ofB.flatMap((own, j): ChangeGroup[] =>
    own.length === 0 ? [{ a: [], b: [j], isMoved: false, isShared: false }] : openGroups(own, ofA, done, moved),
  )
  return insertRemoved(groups, ofA)
}

/** Links outside the heaviest sequence that keeps its order, by similarity: what stayed the same stayed where it was. */
function findMoved(links: readonly ClauseLink[]): Set<ClauseLink> {
  const sorted = [...links].sort((x, y) => x.b - y.b || x.a - y.a)
  const linksOfA = countBy(links, (link) => link.a)
  const linksOfB = countBy(links, (link) => link.b)
  const isPart = (link: ClauseLink) => linksOfA.get(link.a)! > 1 || linksOfB.get(link.b)! > 1
  const inOrder = increasingSubsequence(
    // Two links of one split clause are in order, hence the fraction.
    sorted.map((link, n) => link.a + n / (sorted.length + 1)),
    // A part of a clause says less about where the clause went than a whole one.
    sorted.map((link) => link.similarity * (isPart(link) ? 0.5 : 1)),
  )
  const settled = new Set(inOrder)
  return new Set(sorted.filter((_, n) => !settled.has(n)))
}

function countBy(links: readonly ClauseLink[], keyOf: (link: ClauseLink) => number): Map<number, number> {
  const counts = new Map<number, number>()
  for (const link of links) counts.set(keyOf(link), (counts.get(keyOf(link)) ?? 0) + 1)
  return counts
}

/** The groups that the links of one new clause open: every split old clause, then what was merged whole. */
function openGroups(
  links: readonly ClauseLink[],
  ofA: readonly ClauseLink[][],
  done: Set<ClauseLink>,
  moved: ReadonlySet<ClauseLink>,
): ChangeGroup[] {
  const fresh = links.filter((link) => !done.has(link))
  const splits = fresh.filter((link) => ofA[link.a]!.length > 1).map((link) => ofA[link.a]!)
  const whole = fresh.filter((link) => ofA[link.a]!.length === 1)
  return [...splits, whole]
    .filter((own) => own.length > 0)
    .map((own) => {
      for (const link of own) done.add(link)
      return {
        a: unique(own.map((link) => link.a)),
        b: unique(own.map((link) => link.b)),
        isMoved: own.some((link) => moved.has(link)),
        isShared: own === whole && whole.length < links.length,
      }
    })
}

function unique(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((x, y) => x - y)
}

function insertRemoved(groups: readonly ChangeGroup[], ofA: readonly ClauseLink[][]): ChangeGroup[] {
  const after = new Map<number, ChangeGroup[]>()
  let previous = -1
  for (const [i, links] of ofA.entries()) {
    if (links.length > 0) previous = i
    else {
      const removed = { a: [i], b: [], isMoved: false, isShared: false }
      const behind = after.get(previous)
      if (behind) behind.push(removed)
      else after.set(previous, [removed])
    }
  }
  const ordered: ChangeGroup[] = [...(after.get(-1) ?? [])]
  const placed = new Set<number>()
  for (const group of groups) {
    ordered.push(group)
    for (const i of group.a) {
      if (placed.has(i)) continue
      placed.add(i)
      ordered.push(...(after.get(i) ?? []))
    }
  }
  return ordered
}
