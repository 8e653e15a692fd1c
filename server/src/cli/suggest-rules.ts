import type { ParsedDocument } from '@hongxian/shared/document'
import type { Reader } from '@hongxian/shared/reader'
import { checkDocument, type Finding, hearReader, type RuleSet } from '@hongxian/shared/rule'
import {
  commonFrames,
  type FramedWords,
  isReadHalf,
  type LabelledPassage,
  locateSpans,
  parsePassage,
  readPassages,
} from '../reader-training/index.ts'

const SHOWN = 3

/** Prints what only the second reader finds in the labelled cases, by the words it has in common: work for a rule author. */
export async function suggestRules(
  ruleSet: RuleSet,
  folder: string,
  only: string | undefined,
  asOf: string,
): Promise<number> {
  const { reader } = ruleSet
  if (reader === null) {
    console.error('这套规则没有第二读者的权重，不能比较。')
    return 2
  }
  const missed: FramedWords[] = []
  const lawful: string[] = []
  // The other half measures the rules; whoever writes them must not see it.
  const seen = (await readPassages(folder)).filter(({ family }) => isReadHalf(family))
  for (const passage of seen) {
    const document = parsePassage(passage)
    if (passage.kind === 'clean') lawful.push(passage.text)
    else missed.push(...onlyRead(passage, document, checkDocument(document, ruleSet, { asOf, reader: null }), reader))
  }
  const wanted = missed.filter(({ code }) => only === undefined || code.startsWith(only))
  console.log(
    `规则没有发现、第二读者发现的标注 ${wanted.length} 处（只看写规则时可以看的一半案例）。共有的说法，案例多的在前：`,
  )
  for (const { code, first, second, found, lawful: sound } of commonFrames(wanted, lawful)) {
    console.log(`\n${code}  “${first}”…“${second}”  ${found.length} 处，合法案例中 ${sound} 处`)
    for (const { words } of found.slice(0, SHOWN)) console.log(`  ${words.replace(/\s+/g, ' ')}`)
  }
  return 0
}

function onlyRead(
  passage: LabelledPassage,
  document: ParsedDocument,
  findings: readonly Finding[],
  reader: Reader,
): FramedWords[] {
  const read = hearReader([], reader.read(document), document, reader)
  const meets = (span: { start: number; end: number }) => (one: Finding) => one.start < span.end && span.start < one.end
  return locateSpans(passage)
    .filter((span) => !findings.some(meets(span)) && read.some(meets(span)))
    .map(({ code, quote }) => ({ code, family: passage.family, words: quote }))
}
