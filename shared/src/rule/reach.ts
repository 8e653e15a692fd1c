import type { CompiledPattern, RuleSet } from './compiled.ts'

type Vocabulary = Pick<RuleSet, 'sets' | 'words'>

/** No number with its unit is longer. */
const LONGEST_NUMBER = 40

const KNOWN = new WeakMap<CompiledPattern, number>()

/** How long what a pattern matches can be at the most; `Infinity` where its parts may stand any distance apart. */
export function reachOf(pattern: CompiledPattern, vocabulary: Vocabulary): number {
  let reach = KNOWN.get(pattern)
  if (reach === undefined) {
    reach = readReach(pattern, vocabulary)
    KNOWN.set(pattern, reach)
  }
  return reach
}

function readReach(pattern: CompiledPattern, vocabulary: Vocabulary): number {
  const reach = (one: CompiledPattern) => reachOf(one, vocabulary)
  switch (pattern.op) {
    case 'set':
      return Math.max(0, ...vocabulary.sets[pattern.set]!.map((word) => vocabulary.words[word]!.length))
    case 'number':
      return LONGEST_NUMBER
    case 'edge':
      return 1
    case 'any':
      return Math.max(0, ...pattern.of.map(reach))
    case 'sequence':
      return pattern.parts.reduce((sum, part) => sum + part.maxGap + reach(part.pattern), 0)
    case 'slot':
    case 'where':
      return reach(pattern.pattern)
    case 'all':
    case 'matcher':
      return Number.POSITIVE_INFINITY
  }
}

/** Does nothing but words and numbers decide where a pattern stands, no condition and no matcher? */
export function isOfWordsAlone(pattern: CompiledPattern): boolean {
  switch (pattern.op) {
    case 'any':
    case 'all':
      return pattern.of.every(isOfWordsAlone)
    case 'sequence':
      return pattern.parts.every((part) => isOfWordsAlone(part.pattern))
    case 'slot':
      return isOfWordsAlone(pattern.pattern)
    case 'where':
    case 'matcher':
      return false
    default:
      return true
  }
}
