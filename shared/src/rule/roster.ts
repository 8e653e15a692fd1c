import type { ParsedDocument } from '../document/index.ts'
import type { CheckContext } from './check-context.ts'
import type { CompiledRule, RuleSet } from './compiled.ts'

export function isApplicable(rule: CompiledRule, document: ParsedDocument): boolean {
  // What the State Council enacts is law to every document that is reviewed here.
  const isNational = document.kind === 'regulation' && document.issuerLevel === '国务院'
  if (!rule.kinds.has(isNational || isOfCourts(document) ? 'statute' : document.kind)) return false
  return rule.issuerLevels === null || (document.issuerLevel !== null && rule.issuerLevels.has(document.issuerLevel))
}

/** 司法解释 say what courts and procuratorates do, as no paper of a government may. */
function isOfCourts({ kind, frontMatter }: ParsedDocument): boolean {
  return kind === 'other' && /最高人民(?:法院|检察院)|^人民(?:法院|检察院)/.test(frontMatter.title?.value ?? '')
}

/** The same for documents to which the same rules apply, as `isApplicable` tells them apart. */
export const kindKeyOf = (document: ParsedDocument): string =>
  `${document.kind} ${document.issuerLevel} ${isOfCourts(document)}`

/** The rules that apply to documents of one kind, and where the flags of their alternatives stand. */
interface Roster {
  readonly rules: readonly CompiledRule[]
  readonly first: Int32Array
  /** Of each rule the last flag plus one; 0 where it is asked whatever the words. */
  readonly end: Int32Array
}

const ROSTERS = new WeakMap<RuleSet, Map<string, Roster>>()

function rosterFor(ruleSet: RuleSet, document: ParsedDocument): Roster {
  let rosters = ROSTERS.get(ruleSet)
  if (rosters === undefined) {
    rosters = new Map()
    ROSTERS.set(ruleSet, rosters)
  }
  const key = kindKeyOf(document)
  let roster = rosters.get(key)
  if (roster === undefined) {
    const rules = ruleSet.rules.filter((rule) => isApplicable(rule, document))
    roster = {
      rules,
      first: Int32Array.from(rules, ({ first }) => first),
      end: Int32Array.from(rules, (rule) => (isAlwaysAsked(rule) ? 0 : rule.first + rule.alternatives.length)),
    }
    rosters.set(key, roster)
  }
  return roster
}

/** A matcher goes by more than words, and what is gathered from the whole text is carried over an edit. */
const isAlwaysAsked = ({ matcher, source }: CompiledRule): boolean => matcher !== null || source.scope === 'document'

/** The rules that may speak of a document, in their order. Those of which no alternative may stand are not even reached. */
export function rulesToAsk({ ruleSet, document, index }: CheckContext): readonly CompiledRule[] {
  const { rules, first, end } = rosterFor(ruleSet, document)
  const { possible } = index
  const asked: CompiledRule[] = []
  for (let i = 0; i < rules.length; i++) {
    let at = first[i]!
    while (at < end[i]! && possible[at] === 0) at++
    if (at < end[i]! || end[i] === 0) asked.push(rules[i]!)
  }
  return asked
}
