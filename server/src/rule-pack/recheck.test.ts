import { readFileSync } from 'node:fs'
import { parseDocument } from '@hongxian/shared/document'
import { checkDocument, compileRuleSet, recheckDocument, runCheck } from '@hongxian/shared/rule'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadRuleSet } from './index.ts'

const AS_OF = '2026-11-20'
const drafts = readFileSync(new URL('../../../test/corpus/drafts/drafts.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => (JSON.parse(line) as { text: string }).text)

const INSERTS = [
  '等',
  '，',
  '。',
  '\n',
  '不得',
  '备案',
  '依据《中华人民共和国行政许可法》第十七条',
  '“',
  '五日',
  '未经',
  '复议',
  '废止',
  '12',
  '：',
  '本办法',
]

describe('recheckDocument', () => {
  let ruleSet: ReturnType<typeof compileRuleSet>
  beforeAll(async () => {
    ruleSet = compileRuleSet(await loadRuleSet())
  })

  it('finds after any edit what a full check finds', () => {
    const options = { kind: 'normative', issuerLevel: '县' } as const
    const edit = fc.record({
      draft: fc.nat(drafts.length - 1),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(6),
      insert: fc.constantFrom('', ...INSERTS),
    })
    fc.assert(
      fc.property(edit, ({ draft, at, remove, insert }) => {
        const text = drafts[draft]!
        const start = Math.floor(at * text.length)
        const edited = text.slice(0, start) + insert + text.slice(start + remove)
        const previous = runCheck(parseDocument(text, options), ruleSet, { asOf: AS_OF })
        const document = parseDocument(edited, options)
        const again = recheckDocument(previous, document, ruleSet, { asOf: AS_OF })
        expect(again.findings).toEqual(checkDocument(document, ruleSet, { asOf: AS_OF }))
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})
