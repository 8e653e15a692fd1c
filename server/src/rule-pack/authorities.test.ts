import { buildCatalogue, readReferences, resolveCitation } from '@hongxian/shared/law'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadRuleSet } from './index.ts'

const AS_OF = '2026-11-20'

/** What the built-in rules rest on: a reviewer answers for every card by the law and the article it names. */
describe('the grounds of the built-in rules and figures', () => {
  let wrong: string[]

  beforeAll(async () => {
    const source = await loadRuleSet()
    const catalogue = buildCatalogue(source.reference)
    const figures = (source.figures ?? []).map(({ id, authority }) => ({ id, authority: [authority] }))
    wrong = [...source.rules, ...figures].flatMap(({ id, authority }) =>
      authority.flatMap(({ law, version, article }) => {
        const { references } = readReferences(article ?? '', 0)
        return (references.length === 0 ? [null] : references).flatMap((reference) => {
          const found = resolveCitation({ title: law, number: null, year: null, reference }, AS_OF, catalogue)
          if (found.law === null) return []
          const name = `${id} 《${law}》${article ?? ''}`
          if (found.status !== 'in-force') return [`${name}：${found.status} ${found.reason}`]
          const date = found.version?.date ?? ''
          // The catalogue may be behind a rule, a rule not behind the catalogue.
          return version !== undefined && version < date ? [`${name}：${version}，现行 ${date}`] : []
        })
      }),
    )
  }, 60_000)

  it('are in force, in no older version, at articles that are there', () => {
    expect([...new Set(wrong)]).toEqual([])
  })
})
