import { readdirSync, readFileSync } from 'node:fs'
import type { DocumentKind } from '@hongxian/shared/document'
import type { ReaderWeights } from '@hongxian/shared/reader'
import { expect, it } from 'vitest'
import { launchBrowser } from './browser.ts'
import { bundlePageCode } from './bundle.ts'
import { scorePassages } from './score-passages.ts'

// A finding in the page and its record on the service must be the same finding.

const cases = new URL('../corpus/cases/', import.meta.url)
const passages = readdirSync(cases)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) => readFileSync(new URL(file, cases), 'utf8').trim().split('\n'))
  .map((line) => JSON.parse(line) as { text: string; doc_type: string })
  .map(({ text, doc_type }) => ({ text, kind: doc_type as DocumentKind }))
const weights = JSON.parse(
  readFileSync(new URL('../../shared/rules/reader/weights.json', import.meta.url), 'utf8'),
) as ReaderWeights

it('gives the same answers in Chromium as in Node, over all labelled cases', async () => {
  const code = await bundlePageCode('../test/e2e/score-passages.ts', 'readerInPage')
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.evaluate(code)
    const inPage = await page.evaluate(
      ([weights, passages]) =>
        (globalThis as unknown as { readerInPage: { scorePassages: typeof scorePassages } }).readerInPage.scorePassages(
          weights,
          passages,
        ),
      [weights, passages] as const,
    )
    const inNode = scorePassages(weights, passages)
    expect(inNode.filter(({ found }) => found.length > 0).length).toBeGreaterThan(1000)
    expect(inPage).toEqual(inNode)
  } finally {
    await browser.close()
  }
})
