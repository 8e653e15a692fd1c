import { expect, it } from 'vitest'
import { openMatter } from './consulted.ts'
import { inOffices } from './office.ts'

// What a reviewer took over as unlawful, and the conclusion that the office comes to.

const UNLAWFUL =
  '临江县养犬规定\n第一条　未经备案的企业，不得在本县从事犬只经营活动。\n第二条　本规定自公布之日起施行。'

inOffices((offices) => {
  it('is never “合法” while the text has what was accepted as unlawful', async () => {
    const all = await offices.as('ours-all')
    const reviewer = await offices.as('ours-reviewer')
    const matter = await openMatter(all, { sourceKey: 'unlawful', text: UNLAWFUL, kind: 'normative' })
    await matter.move('accept')
    await matter.move('assign', { reviewerId: (await reviewer('getMe', {})).id })
    const accept = async (text: string) => {
      const { version } = await all('createCheck', { body: { sourceKey: 'unlawful', text } })
      const { findings } = await all('listFindings', { params: { versionId: version.id } })
      for (const { id, decision } of findings)
        if (!decision) await all('decideFinding', { params: { findingId: id }, body: { decision: 'accepted' } })
      return findings.filter(({ severity }) => severity === 'illegal').length
    }
    const count = await accept(UNLAWFUL)
    expect(count).toBeGreaterThan(0)
    const draft = async (conclusion: 'lawful' | 'revise') => {
      const { revision } = await matter.read()
      return reviewer('makeMove', { params: matter.params, body: { move: 'draft-opinion', revision, conclusion } })
    }
    await expect(draft('lawful')).rejects.toMatchObject({
      slug: 'move-refused',
      detail: `现文本尚有${count}处经采纳的违法问题，不得作出“合法”的结论。`,
    })
    await draft('revise')
    await matter.move('agree-opinion')
    await matter.move('sign-opinion', { number: '1', on: '2026-11-21' })
    const answer = async (text: string) => {
      await accept(text)
      const { rows } = await all('getFeedback', { params: matter.params })
      const answers = rows.flatMap(({ item, isOpen }) => (isOpen ? [{ item, answer: 'adopted' as const }] : []))
      await matter.move('answer-opinion', { answers })
      const { revision } = await matter.read()
      const rechecks = rows.map(({ item }) => ({ item, agreed: true }))
      const said = { move: 'pass-recheck', revision, on: '2026-11-21', rechecks } as const
      return reviewer('makeMove', { params: matter.params, body: said })
    }
    // Changed elsewhere only: what was decided on carries over, and so does what it means.
    await expect(answer(UNLAWFUL.replace('施行', '实施'))).rejects.toMatchObject({ slug: 'move-refused' })
    const { revision } = await matter.read()
    const rechecks = [{ item: 1, agreed: false, note: '第一条没有修改' }]
    const back = { move: 'fail-recheck', revision, rechecks } as const
    await reviewer('makeMove', { params: matter.params, body: back })
    const passed = await answer(
      UNLAWFUL.replace('未经备案的企业，不得在本县', '企业在本县').replace('活动', '活动的，应当守法'),
    )
    expect(passed).toMatchObject({ matter: { conclusion: 'lawful', acceptedIllegal: 0 } })
    expect(offices.failures).toEqual([])
  })
})
