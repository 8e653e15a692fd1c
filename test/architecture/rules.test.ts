import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BUILT_IN_PACKS, loadRuleSet } from '@hongxian/server/rule-pack'
import { parseDocument } from '@hongxian/shared/document'
import { checkDocument, compileRuleSet, type RuleSet, type RuleSetSource, runExamples } from '@hongxian/shared/rule'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

// A suggestion may end in the wording it proposes.
const SENTENCE_END = /[。；]”?$|。）$/
const AS_OF = '2026-11-20'

describe('built-in rules', () => {
  let source: RuleSetSource
  let ruleSet: RuleSet

  beforeAll(async () => {
    source = await loadRuleSet()
    ruleSet = compileRuleSet(source)
  })

  it('are all there: as many files read as there are', () => {
    const files = readdirSync(BUILT_IN_PACKS, { recursive: true })
      .map(String)
      .filter((file) => /^[a-z]+\/[a-z]+\.[a-z]+\.yaml$/.test(file))
    const read = new Set(source.rules.map(({ id }) => `${id.split('#')[0]}.yaml`))
    expect([...read].sort()).toEqual(files.sort())
    expect(files.length).toBeGreaterThan(0)
  })

  it('stand under a 审核事项 that exists, one file each', () => {
    const items = parse(readFileSync(join(BUILT_IN_PACKS, 'review-items.yaml'), 'utf8')) as { 编号: string }[]
    const codes = items.map((item) => item.编号)
    for (const { id, code } of source.rules) {
      expect(codes).toContain(code)
      expect(id.split('#')[0]!.split('/')[1]).toBe(code)
    }
  })

  it('have numbers of their own', () => {
    const ids = source.rules.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('find in each example what they must, and nothing in the others', () => {
    expect(runExamples(ruleSet, { asOf: AS_OF })).toEqual([])
  })

  it('cite a law, and speak to the author in sentences', () => {
    for (const { id, authority, message, suggestion } of source.rules) {
      expect(authority.length, id).toBeGreaterThan(0)
      expect(message, id).toMatch(SENTENCE_END)
      expect(suggestion, id).toMatch(SENTENCE_END)
      expect(message + suggestion, id).not.toMatch(/！|!/)
    }
  })

  it('offer fixes that leave nothing for the same rule to find', () => {
    for (const rule of ruleSet.rules) {
      for (const example of rule.source.examples.finds) {
        const kind = example.kind ?? rule.source.applies.kinds?.[0] ?? 'normative'
        const parseText = (text: string) => parseDocument(text, { kind, fragment: !example.isWhole })
        const only = { ...ruleSet, rules: [rule] }
        const [finding] = checkDocument(parseText(example.text), only, { asOf: AS_OF, reader: null })
        if (finding?.fix === undefined) continue
        const { start, end, before, after } = finding.fix
        expect(example.text.slice(start, end)).toBe(before)
        const mended = example.text.slice(0, start) + after + example.text.slice(end)
        const left = checkDocument(parseText(mended), only, { asOf: AS_OF, reader: null })
        expect(
          left.some((one) => one.start < start + after.length && start < one.end),
          rule.source.id,
        ).toBe(false)
      }
    }
  })
})
