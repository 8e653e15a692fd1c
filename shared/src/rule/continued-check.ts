import { type ParseOptions, parseDocument, reparseDocument } from '../document/index.ts'
import type { CheckOptions } from './check-document.ts'
import { type CheckRun, runCheck } from './check-run.ts'
import type { RuleSet } from './compiled.ts'
import { recheckDocument } from './recheck-document.ts'
import { findEdit } from './text-edit.ts'

export type ContinuedCheck = (text: string, parse: ParseOptions, ruleSet: RuleSet, options: CheckOptions) => CheckRun

interface Kept {
  readonly text: string
  readonly run: CheckRun
  readonly stated: string
}

/** Texts that share less than this part of their length have little to go on from. */
const LEAST_COMMON = 0.5

/**
 * Reads and checks texts, each going on from a like one where there is one: whoever edits a draft has it checked again and
 * again with a few words changed. The findings are those of a full check.
 *
 * @param budget characters of the texts of which the check is kept, those used last; it weighs some 250 bytes a character. One
 * text longer than half of that is not kept.
 */
export function createContinuedCheck(budget: number): ContinuedCheck {
  let kept: Kept[] = [] // latest first
  return (text, parse, ruleSet, options) => {
    const stated = JSON.stringify([parse.kind, parse.issuerLevel, parse.fragment])
    const isLike = ({ run: { context }, stated: own }: Kept) =>
      own === stated && context.ruleSet === ruleSet && context.asOf === options.asOf
    const base = nearestText(kept.filter(isLike), text)
    const run =
      base === null
        ? runCheck(parseDocument(text, parse), ruleSet, options)
        : recheckDocument(base.run, reparseDocument(base.run.context.document, text, parse), ruleSet, options)
    kept = keepText(kept, { text, run, stated }, base, budget)
    return run
  }
}

/**
 * What a continued check keeps once it has read another text: latest first, without the one it went on from, as far as there is
 * room.
 *
 * @param budget as of `createContinuedCheck`
 */
export function keepText<Kept extends { readonly text: string }>(
  kept: readonly Kept[],
  latest: Kept,
  base: Kept | null,
  budget: number,
): Kept[] {
  const isKept = latest.text.length <= budget / 2
  let room = budget
  return (isKept ? [latest, ...kept.filter((one) => one !== base)] : [...kept]).filter(({ text }) => {
    room -= text.length
    return room >= 0
  })
}

/** The one to go on from: whose text differs in the shortest stretch, the latest of equals; `null` where none is like enough. */
export function nearestText<Kept extends { readonly text: string }>(kept: readonly Kept[], text: string): Kept | null {
  let best: Kept | null = null
  let shortest = text.length * (1 - LEAST_COMMON)
  for (const one of kept) {
    const { start, endA, endB } = findEdit(one.text, text)
    const changed = Math.max(endA, endB) - start
    if (changed >= shortest) continue
    shortest = changed
    best = one
  }
  return best
}
