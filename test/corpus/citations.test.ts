import { readFileSync } from 'node:fs'
import { buildCatalogue, citationContext, findCitations, resolveCitation } from '@hongxian/shared/law'
import { describe, expect, it } from 'vitest'

const lines = (file: string) =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

const REFERENCE = '../../shared/rules/reference/'
const CATALOGUE = buildCatalogue({
  laws: lines(`${REFERENCE}laws.jsonl`),
  renumbered: lines(`${REFERENCE}renumbered.jsonl`),
  topics: lines(`${REFERENCE}topics.jsonl`),
  institutions: lines(`${REFERENCE}institutions.jsonl`),
})

interface Expected {
  title: string
  article: string | null
  status: string
  now: string | null
  replaced_by: string | null
}

interface Case {
  id: string
  as_of: string
  text: string
  citations: Expected[]
}

/** What is found, with `now` and `replaced_by` only where the case states them. */
function judge({ text, as_of: asOf, citations }: Case) {
  return findCitations({ text }, CATALOGUE)
    .filter((citation) => citation.role !== 'own')
    .map((citation, index) => {
      const { status, now, replacedBy } = resolveCitation(citation, asOf, CATALOGUE, citationContext(text, citation))
      const expected = citations[index]
      return {
        title: citation.title || citation.written,
        article: citation.reference?.label ?? null,
        status,
        now: expected?.now == null ? null : now,
        replaced_by: expected?.replaced_by == null ? null : replacedBy,
      }
    })
}

describe('statuses', () => {
  const cases = lines('citations/statuses.jsonl') as Case[]

  it('holds at least 120 cases', () => expect(cases.length).toBeGreaterThanOrEqual(120))

  it.each(cases.map((one) => [one.id, one] as const))('%s', (_, one) => expect(judge(one)).toEqual(one.citations))
})
