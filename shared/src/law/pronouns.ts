import type { Found } from './found.ts'
import { withoutBrackets } from './instrument.ts'
import { chainAfter, isWordAfter } from './name-edges.ts'

export function readPronoun(text: string, nounStart: number, nounEnd: number, word: string): Found | null {
  if (!/^(?:该|上述|前述|同|此|本)$/.test(word) || isWordAfter(text, nounEnd)) return null
  const chain = chainAfter(text, nounEnd)
  const isOwn = word === '本'
  // 该规定 alone points at words rather than at a document.
  if (chain.references.length === 0) return null
  const kind = /(?:实施|暂行|管理|若干|试行)$/.exec(text.slice(Math.max(0, nounStart - 2), nounStart))?.[0] ?? ''
  const start = nounStart - kind.length - word.length
  return {
    start,
    end: chain.end,
    nameEnd: nounEnd,
    title: '',
    written: text.slice(start, nounEnd),
    via: 'pronoun',
    number: null,
    year: null,
    isOwn,
    references: chain.references,
  }
}

/** 《土地管理法》及其实施条例: what it implements is resolved once all titles are known. */
export function readImplementing(text: string, start: number, nounEnd: number): Found {
  const chain = chainAfter(text, nounEnd)
  return {
    start,
    end: chain.references.length > 0 ? chain.end : nounEnd,
    nameEnd: nounEnd,
    title: '',
    written: text.slice(start, nounEnd),
    via: 'pronoun',
    number: null,
    year: null,
    isOwn: false,
    references: chain.references,
  }
}

/** 该办法 stands for the nearest title before it that ends so, not further back than this many code units. */
export const PRONOUN_REACH = 400

export function resolvePronouns(found: Found[], from: number): void {
  for (let index = from; index < found.length; index++) {
    const one = found[index]!
    if (one.via !== 'pronoun' || one.isOwn) continue
    if (one.written.startsWith('其实施')) {
      const before = found[index - 1]
      // Right after the title (及其, 和其): further off it may implement another.
      if (before !== undefined && before.title !== '' && !before.isOwn && one.start - before.end <= 2)
        found[index] = { ...one, title: before.title + one.written.slice(1) }
      continue
    }
    const noun = one.written.replace(/^(?:该|上述|前述|同|此)/, '')
    for (let back = index - 1; back >= 0 && one.start - found[back]!.start <= PRONOUN_REACH; back--) {
      const title = found[back]!
      if (title.title === '' || title.isOwn) continue
      if (!withoutBrackets(title.title).endsWith(noun) && !(noun === '法' && title.title.endsWith('法典'))) continue
      found[index] = { ...one, title: title.title, number: title.number }
      break
    }
  }
}
