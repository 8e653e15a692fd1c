import { verifyChains } from '@hongxian/server/store'
import { expect, it } from 'vitest'
import { openMatter } from './consulted.ts'
import { inOffices } from './office.ts'

// What a reviewer says instead of the machine, and notes that they put beside it, as the signed opinion has them.

const TEXT =
  '临江县养犬规定\n第一条　为了加强管理，制定本规定。\n第二条　养犬人应当文明养犬，由有关部门负责。\n第三条　未经备案的企业，不得在本县从事犬只经营活动。\n第四条　本规定自公布之日起施行。'

inOffices((offices) => {
  async function underReview(sourceKey: string) {
    const all = await offices.as('ours-all')
    const reviewer = await offices.as('ours-reviewer')
    const matter = await openMatter(all, { sourceKey, text: TEXT, kind: 'normative' })
    await matter.move('accept')
    await matter.move('assign', { reviewerId: (await reviewer('getMe', {})).id })
    const { currentVersionId: versionId } = await all('getDraft', { params: matter.params })
    const { findings } = await all('listFindings', { params: { versionId } })
    const draft = async (conclusion: 'lawful' | 'revise') => {
      const { revision } = await matter.read()
      return reviewer('makeMove', { params: matter.params, body: { move: 'draft-opinion', revision, conclusion } })
    }
    const note = (words: string, body: string) => {
      const start = TEXT.indexOf(words)
      const span = { start, end: start + words.length }
      return reviewer('createAnnotation', { body: { versionId, span, quote: words, body } })
    }
    return { ...matter, all, reviewer, versionId, findings, draft, note }
  }

  it('stands in the opinion in the reviewer’s words, and the machine’s stay on record', async () => {
    const { reviewer, findings, versionId, draft, params } = await underReview('own-words')
    const finding = findings.find(({ severity }) => severity === 'illegal') as (typeof findings)[number]
    expect(finding).toMatchObject({ severity: 'illegal', message: expect.stringContaining('涉嫌') })
    const all = findings.map(({ id }) => id)
    await reviewer('decideFindings', { body: { findingIds: all, decision: 'accepted' } })
    await expect(draft('lawful')).rejects.toMatchObject({ slug: 'move-refused' })
    const suggestion = '修改为：“企业应当自开业之日起三十日内备案。”'
    const body = { decision: 'accepted', verdict: 'improper', suggestion } as const
    const decided = await reviewer('decideFinding', { params: { findingId: finding.id }, body })
    expect(decided).toMatchObject({ severity: 'illegal', message: finding.message, decision: { verdict: 'improper' } })
    await draft('revise')
    const { sections } = await reviewer('getOpinion', { params })
    expect(sections.map(({ heading }) => heading)).not.toContain('与上位法不一致的内容')
    const said = sections.flatMap(({ items }) => items).map(({ text }) => text)
    expect(said.filter((text) => text.endsWith(`建议：${suggestion}`))).toHaveLength(1)
    expect(said.join('')).not.toMatch(/涉嫌|标注案例/)
    const { items } = await reviewer('getDraftHistory', { params, query: { limit: 100 } })
    expect(items.map(({ summary }) => summary)).toContain('采纳对第三条的审核意见（定为不当，改写修改建议）。')
    // One undo for all that were accepted at once brings the one before back.
    await reviewer('decideFindings', { body: { findingIds: all, decision: 'undone' } })
    const after = (await reviewer('listFindings', { params: { versionId } })).findings
    expect(after.filter(({ decision }) => decision !== null).map(({ id }) => id)).toEqual([finding.id])
    const mixed = reviewer('decideFindings', { body: { findingIds: [...all, 'unknown'], decision: 'accepted' } })
    await expect(mixed).rejects.toMatchObject({ slug: 'finding-not-found' })
    expect((await reviewer('listFindings', { params: { versionId } })).findings).toEqual(after)
  })

  it('takes in a note where the reviewer says so, with its clause and words, until it is signed', async () => {
    const { all, reviewer, findings, draft, note, params, move, versionId } = await underReview('notes')
    const findingIds = findings.map(({ id }) => id)
    if (findingIds.length > 0)
      for (const id of findingIds)
        await all('decideFinding', { params: { findingId: id }, body: { decision: 'rejected', reason: '无碍' } })
    const [kept, listed, gone] = [
      await note('加强管理', '仅供内部讨论'),
      await note('有关部门', '责任部门不明确'),
      await note('文明养犬', '另行研究'),
    ]
    const list = (annotationId: string, listedAs: 'illegal' | 'hint' | null, as = reviewer) =>
      as('changeAnnotation', { params: { annotationId }, body: { listedAs } })
    await expect(list(listed.id, 'hint', await offices.as('ours-drafter'))).rejects.toMatchObject({ slug: 'forbidden' })
    // Whoever decides may list what somebody else wrote; the words stay the author's.
    expect(await list(listed.id, 'illegal', await offices.as('ours-lead'))).toMatchObject({ listedAs: 'illegal' })
    await expect(draft('lawful')).rejects.toMatchObject({ detail: expect.stringContaining('1处经采纳的违法问题') })
    // The unit that drafts learns nothing of it, and what it changes is not in the opinion any more.
    const drafter = await offices.as('ours-drafter')
    const span = { start: 0, end: 4 }
    const theirs = await drafter('createAnnotation', {
      body: { versionId, span, quote: TEXT.slice(0, 4), body: '请指导' },
    })
    await list(theirs.id, 'hint')
    const seenBy = async (ask: typeof drafter) => {
      const { items } = await ask('listAnnotations', { params: { versionId } })
      return items.find(({ id }) => id === theirs.id)?.listedAs
    }
    expect([await seenBy(drafter), await seenBy(reviewer)]).toEqual([null, 'hint'])
    await drafter('changeAnnotation', { params: { annotationId: theirs.id }, body: { body: '另请指导' } })
    expect(await seenBy(reviewer)).toBeNull()
    await list(listed.id, 'hint')
    await list(gone.id, 'hint')
    await list(gone.id, null)
    await draft('revise')
    const { sections } = await reviewer('getOpinion', { params })
    expect(sections).toEqual([
      {
        heading: '其他建议',
        items: [
          { number: 1, clause: '第二条', quote: '有关部门', text: '责任部门不明确。', at: TEXT.indexOf('有关部门') },
        ],
      },
    ])
    await move('agree-opinion')
    await move('sign-opinion', { number: '1', on: '2026-11-21' })
    await list(kept.id, 'illegal')
    const signed = await reviewer('getOpinion', { params })
    expect(signed).toMatchObject({ isSigned: true, sections })
    expect((await reviewer('getFeedback', { params })).rows).toMatchObject([
      { item: 1, isOpen: true, quote: '有关部门' },
    ])
    expect(await verifyChains(offices.store.db)).toMatchObject([{ valid: true }, { valid: true }])
    expect(offices.failures).toEqual([])
  })
})
