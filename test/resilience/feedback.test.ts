import { putReview } from '@hongxian/server/store'
import { expect, it } from 'vitest'
import { openMatter } from './consulted.ts'
import { inOffices } from './office.ts'

// Matters as they were kept when the drafting unit answered an opinion as a whole.

const TEXT = '临江县养犬规定\n第一条　未经备案的企业，不得在本县从事犬只经营活动。\n第二条　本规定自公布之日起施行。'
const REVISED = TEXT.replace('未经备案的企业，不得在本县', '企业在本县').replace('活动', '活动的，应当守法')

inOffices((offices) => {
  /** Up to a signed opinion, then as kept without anything of 逐项反馈. */
  async function signedLongAgo(sourceKey: string, change: object = {}) {
    const all = await offices.as('ours-all')
    const reviewer = await offices.as('ours-reviewer')
    const matter = await openMatter(all, { sourceKey, text: TEXT, kind: 'normative' })
    await matter.move('accept')
    await matter.move('assign', { reviewerId: (await reviewer('getMe', {})).id })
    const { currentVersionId: versionId } = await all('getDraft', { params: matter.params })
    const { findings } = await all('listFindings', { params: { versionId } })
    for (const { id } of findings)
      await all('decideFinding', { params: { findingId: id }, body: { decision: 'accepted' } })
    const { revision } = await matter.read()
    const body = { move: 'draft-opinion', revision, conclusion: 'revise' } as const
    await reviewer('makeMove', { params: matter.params, body })
    await matter.move('agree-opinion')
    await matter.move('sign-opinion', { number: '1', on: '2026-11-21' })
    await all('createCheck', { body: { draftId: matter.draftId, text: REVISED } })
    await offices.store.write(async (writing) => {
      const row = await writing.db
        .selectFrom('reviews')
        .selectAll()
        .where('draft_id', '=', matter.draftId)
        .executeTakeFirstOrThrow()
      const kept = JSON.parse(row.matter)
      delete kept.case.feedback
      delete kept.issued.versionId
      for (const { items } of kept.issued.opinion.sections) for (const item of items) delete item.at
      await putReview(writing, matter.draftId, {
        revision: row.revision,
        state: (change as { state?: string }).state ?? row.state,
        matter: JSON.stringify({
          ...kept,
          case: { ...kept.case, ...change },
          said: (change as { said?: object }).said,
        }),
        validUntil: null,
        evaluationDue: null,
        npcOpenSince: null,
      })
    })
    return { ...matter, all, reviewer }
  }

  it('are answered item by item from where they stand', async () => {
    const { all, params, move } = await signedLongAgo('before-answer')
    const { rows, reviewed, revised } = await all('getFeedback', { params })
    expect([reviewed, revised]).toEqual([1, 2])
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map(({ isOpen, rounds }) => [isOpen, rounds])).toEqual(rows.map(() => [true, []]))
    expect(rows.find(({ clause }) => clause.startsWith('第一条'))).toMatchObject({ change: { edited: true } })
    await expect(move('answer-opinion', { reason: '全部采纳。' })).rejects.toMatchObject({ slug: 'move-refused' })
    const answers = rows.map(({ item }) => ({ item, answer: 'adopted' }))
    expect(await move('answer-opinion', { answers })).toMatchObject({ stateName: '复核修改' })
  })

  it('keep showing the answer given as a whole, and pass their recheck', async () => {
    const said = { move: 'answer-opinion', label: '反馈采纳情况', reason: '全部采纳。', by: '李某', on: '2026-11-20' }
    const { all, reviewer, params, read } = await signedLongAgo('answered', { state: 'rechecking', said })
    const { revision, said: shown } = await read()
    expect(shown).toEqual(said)
    expect((await all('getFeedback', { params })).rows.map(({ rounds }) => rounds)).toContainEqual([])
    const passed = await reviewer('makeMove', { params, body: { move: 'pass-recheck', revision, on: '2026-11-21' } })
    expect(passed.stateName).toBe('审核通过')
    expect((await all('getLedger', { query: {} })).items.map(({ answer }) => answer)).toContain('')
    expect(offices.failures).toEqual([])
  })
})
