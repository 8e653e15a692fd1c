import { compileRules, createApp, keepRules } from '@hongxian/server/app'
import { loadRuleSet } from '@hongxian/server/rule-pack'
import { call, type OfficeRules, ProblemError } from '@hongxian/shared/api'
import type { RuleSetSource } from '@hongxian/shared/rule'
import { expect, it } from 'vitest'
import { OFFICE_FILES } from '../architecture/samples.ts'
import { CONFIG } from '../config.ts'
import { onEachEngine } from '../engines.ts'
import { openOffices } from './office.ts'

const TEXT = `临江县物业服务管理办法
第一条 未经备案的企业，不得从事物业服务活动。
第二条 村民委员会应当于每月五日前报送晒谷场使用台账。
第三条 违反本办法的，由县工商行政管理局依法处理。
第四条 本办法自印发之日起施行。`

const APP = {
  clock: () => new Date('2026-11-21T03:00:00Z'),
  log: () => {},
  demo: null,
  config: CONFIG,
}

/** Something that no built-in rule speaks of. */
const OWN_RULE = `审核事项: set.license
名称: 晒谷场台账
级别: 存疑
依据:
  - { 法律: 中华人民共和国行政许可法, 版本: 2019-04-23, 条款: 第十七条, 要旨: 其他规范性文件一律不得设定行政许可 }
规则:
  - 编号: yard
    说明: 要求报送晒谷场台账
    匹配: 报送…晒谷场
    提示: “{命中}”没有必要。
    建议: 删除。
    示例:
      应发现: [每月应当报送晒谷场台账。, 应当于月底前报送村晒谷场台账。, 每季度报送晒谷场情况。]
      不应发现: [晒谷场由村民委员会管理。, 台账应当妥善保管。]
`

/** Slug of the problem that a request ends with. */
const refusal = (done: Promise<unknown>): Promise<unknown> =>
  done.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.slug : error),
  )

onEachEngine((newDatabase) => {
  it('tells maintainers what their office rejected of what rules found, and why', async () => {
    const offices = await openOffices(await newDatabase())
    const reviewer = await offices.as('ours-reviewer')
    const ours = await offices.as('ours-maintainer')
    const { findings } = await reviewer('createCheck', { body: { url: 'http://oa/1', text: TEXT } })
    const [first, second] = findings.filter(({ rule }) => rule.includes('#'))
    const reject = (finding: typeof first, reason: string) =>
      reviewer('decideFinding', {
        params: { findingId: finding?.id as string },
        body: { decision: 'rejected', reason, falseAlarm: true },
      })
    await reject(first, '本条有上位法依据。')
    offices.pass(1000)
    await reject(second, '名称无误。')
    const listed = async () => (await ours('listRejectedFindings', { query: {} })).items
    expect(await listed()).toMatchObject([
      { findingId: second?.id, reason: '名称无误。', by: { name: expect.any(String) } },
      { findingId: first?.id, rule: first?.rule, falseAlarm: true, summary: expect.any(String) },
    ])
    for (const { sentence, quote } of await listed()) {
      expect(sentence).toContain(quote)
      expect(TEXT).toContain(sentence)
      expect(sentence).not.toContain('\n')
    }
    await reviewer('decideFinding', { params: { findingId: second?.id as string }, body: { decision: 'undone' } })
    expect((await listed()).map(({ findingId }) => findingId)).toEqual([first?.id])
    const theirs = await offices.as('theirs-all')
    expect((await theirs('listRejectedFindings', { query: {} })).items).toEqual([])
  })

  it('lets an office publish rules of its own, for itself alone, and go back', async () => {
    const database = await newDatabase()
    const offices = await openOffices(database)
    const ours = await offices.as('ours-maintainer')
    const reviewer = await offices.as('ours-reviewer')
    const theirs = await offices.as('theirs-all')

    const first = await ours('getOfficeRules', {})
    expect(first.inForce).toMatchObject({ name: '自带规则集', number: null, since: null, notice: null })
    expect(first.draft).toMatchObject({ revision: 0, files: [{ name: 'pack.yaml' }] })
    const builtIn = first.inForce.digest
    const before = await reviewer('createCheck', { body: { url: 'http://oa/1', text: TEXT } })
    expect(before.ruleSetDigest).toBe(builtIn)

    // A rule is disabled, one changes its level, one is new. 存疑 is a level that the second reader does not lift.
    const [seen] = before.findings
    const { items } = await ours('findRules', { query: { q: seen?.rule as string } })
    expect(items[0]?.id).toBe(seen?.rule)
    const others = before.findings.filter(({ rule, severity }) => rule !== seen?.rule && severity !== 'hint')
    const changing = others[0]?.rule as string
    const [pack] = OFFICE_FILES as [(typeof OFFICE_FILES)[0]]
    const own = { name: 'set.license.yaml', text: OWN_RULE }
    const files = [{ ...pack, text: `${pack.text}停用:\n  - ${seen?.rule}\n改级别:\n  ${changing}: 存疑\n` }, own]

    const report = await ours('validateRules', { body: { files } })
    expect(report).toMatchObject({ isSound: true, problems: [], name: '本县补充规则' })
    expect(report.added.map(({ id }) => id)).toEqual(['office/set.license#yard'])
    expect(report.disabled.map(({ id }) => id)).toEqual([seen?.rule])
    expect(report.changed).toMatchObject([{ id: changing, severity: 'suspect' }])

    const trial = await ours('dryRunRules', { body: { files } })
    expect(trial.before).toBe(builtIn)
    expect(trial.drafts).toHaveLength(1)
    expect(trial.drafts[0]?.appeared.map(({ rule }) => rule)).toEqual(['office/set.license#yard'])
    expect(trial.drafts[0]?.vanished.map(({ rule }) => rule)).toContain(seen?.rule)
    expect(trial.drafts[0]?.changed).toMatchObject([
      { rule: changing, severity: 'suspect', before: { severity: others[0]?.severity } },
    ])
    expect(trial.drafts[0]?.appeared[0]?.quote).toContain('报送晒谷场')

    await ours('saveRuleDraft', { body: { revision: 0, files } })
    expect(await refusal(ours('saveRuleDraft', { body: { revision: 0, files } }))).toBe('stale-version')
    expect(await refusal(ours('publishRules', { body: { revision: 2, note: '首次发布' } }))).toBe('stale-version')
    const published = await ours('publishRules', { body: { revision: 1, note: '首次发布' } })
    expect(published).toMatchObject({
      number: 1,
      digest: trial.after,
      added: 1,
      disabled: 1,
      changed: 1,
      inForce: true,
    })
    expect(await refusal(ours('publishRules', { body: { revision: 1, note: '再发布' } }))).toBe('already-exists')

    // What our people do goes by it; theirs goes on as before.
    expect((await reviewer('getCurrentRuleSet', {})).digest).toBe(published.digest)
    offices.pass(1000)
    const after = await reviewer('createCheck', { body: { url: 'http://oa/1', text: TEXT } })
    expect(after.ruleSetDigest).toBe(published.digest)
    expect(after.findings.map(({ rule }) => rule)).toContain('office/set.license#yard')
    expect((await theirs('getCurrentRuleSet', {})).digest).toBe(builtIn)
    expect((await theirs('createCheck', { body: { url: 'http://oa/1', text: TEXT } })).ruleSetDigest).toBe(builtIn)
    expect(await refusal(theirs('getRuleSet', { params: { digest: published.digest } }))).toBe('rule-set-not-found')
    expect(await refusal(theirs('listRuleSetChecks', { params: { digest: published.digest }, query: {} }))).toBe(
      'rule-set-not-found',
    )
    expect((await theirs('listRuleSets', {})).items.map(({ digest }) => digest)).toEqual([builtIn])
    expect((await theirs('getOfficeRules', {})).publications).toEqual([])
    expect(await refusal(theirs('getRulePublication', { params: { number: '1' } }))).toBe('rule-set-not-found')

    // Which checks used which.
    const { publications, builtIn: ofProduct } = await ours('getOfficeRules', {})
    expect(publications).toMatchObject([{ number: 1, checks: 1, inForce: true, note: '首次发布' }])
    expect(ofProduct.checks).toBe(1)
    const used = await ours('listRuleSetChecks', { params: { digest: published.digest }, query: {} })
    expect(used.items).toMatchObject([{ id: after.id, versionNumber: 1, draft: { id: after.draft.id } }])

    // Retired, and in force again under the same digest; checks on record keep theirs.
    const retired = await ours('chooseRules', { body: { publication: null, reason: '有待完善' } })
    expect(retired).toMatchObject({ number: null, digest: builtIn })
    expect(await refusal(ours('chooseRules', { body: { publication: null, reason: '再停' } }))).toBe('already-exists')
    expect((await reviewer('getCurrentRuleSet', {})).digest).toBe(builtIn)
    expect((await ours('getRuleSet', { params: { digest: published.digest } })).digest).toBe(published.digest)
    expect(await refusal(ours('chooseRules', { body: { publication: 7, reason: '恢复' } }))).toBe('rule-set-not-found')
    const restored = await ours('chooseRules', { body: { publication: 1, reason: '恢复' } })
    expect(restored).toMatchObject({ number: 1, digest: published.digest })
    expect((await ours('getOfficeRules', {})).choices.map(({ action }) => action)).toEqual([
      'restored',
      'retired',
      'published',
    ])
    expect((await ours('getRulePublication', { params: { number: '1' } })).files).toEqual(files)
    expect(await (await offices.as('ours-auditor'))('verifyHistory', {})).toMatchObject({ valid: true })
    expect(offices.failures).toEqual([])
    await offices.store.close()
  }, 60_000)

  it('names file, line and column of every mistake, and publishes none', async () => {
    const offices = await openOffices(await newDatabase())
    const ours = await offices.as('ours-maintainer')
    const [pack, own] = OFFICE_FILES as [(typeof OFFICE_FILES)[0], (typeof OFFICE_FILES)[0]]
    const at = async (files: typeof OFFICE_FILES) =>
      (await ours('validateRules', { body: { files } })).problems.map(
        ({ file, line, detail }) => `${file}:${line} ${detail}`,
      )
    const lineOf = (text: string, words: string) => text.slice(0, text.indexOf(words)).split('\n').length
    expect(await at([own])).toEqual(['pack.yaml:1 缺少 pack.yaml，规则包的名称写在这里'])
    const slip = pack.text.replace('名称: ', '名称：')
    expect((await at([{ ...pack, text: slip }]))[0]).toMatch(/^pack\.yaml:1 这里用了全角冒号/)
    const unknown = `${pack.text}停用: [normative/set.nothing]\n`
    expect((await at([{ ...pack, text: unknown }]))[0]).toMatch(/^pack\.yaml:8 没有“normative\/set\.nothing”这条规则/)
    const silent = own.text.replace('应发现: [未经备案的企业', '应发现: [未经批准的企业')
    expect(await at([pack, { ...own, text: silent }])).toEqual([
      `set.license.yaml:${lineOf(silent, '应发现')} 示例“未经批准的企业，不得从事物业服务活动。”应发现而没有发现`,
    ])
    const loose = own.text.replace('匹配: 未经备案…不得', '匹配: { 任一: [〔没有的词表〕] }')
    expect((await at([pack, { ...own, text: loose }]))[0]).toMatch(
      new RegExp(`^set\\.license\\.yaml:${lineOf(loose, '编号: filing')} .*没有的词表`),
    )
    await ours('saveRuleDraft', { body: { revision: 0, files: [pack, { ...own, text: silent }] } })
    expect(await refusal(ours('publishRules', { body: { revision: 1, note: '发布' } }))).toBe('rule-file-invalid')
    expect(await refusal(ours('dryRunRules', { body: { files: [own] } }))).toBe('rule-file-invalid')
    expect((await ours('getOfficeRules', {})).publications).toEqual([])
    await offices.store.close()
  }, 60_000)

  it("goes on by the built-in rules, and says so, where an upgrade leaves no place for the office's own", async () => {
    const offices = await openOffices(await newDatabase())
    const ours = await offices.as('ours-maintainer')
    const [pack] = OFFICE_FILES as [(typeof OFFICE_FILES)[0]]
    const source = await loadRuleSet()
    const name = source.rules[0]?.id as string
    const files = [{ ...pack, text: `${pack.text}停用: [${name}]\n` }]
    await ours('saveRuleDraft', { body: { revision: 0, files } })
    const published = await ours('publishRules', { body: { revision: 1, note: '停用一条' } })

    const upgraded = async (rules: RuleSetSource['rules'], marker: string) => {
      const compiled = compileRules({ ...source, rules, digest: marker.repeat(64) })
      await keepRules(offices.store, compiled)
      const app = createApp({ ...APP, store: offices.store, rules: compiled })
      const fetch = async (url: string, init: object) => app.request(url, init as RequestInit)
      const token = await offices.tokenOf('ours-maintainer')
      return (await call('getOfficeRules', {}, { baseUrl: '', fetch, token })) as OfficeRules
    }
    const fitting = await upgraded(source.rules.slice(0, -1), 'a')
    expect(fitting.inForce).toMatchObject({ number: 1, notice: null, by: null, ruleCount: source.rules.length - 2 })
    expect(fitting.inForce.digest).not.toBe(published.digest)
    const unfit = await upgraded(source.rules.slice(1), 'b')
    expect(unfit.inForce).toMatchObject({ number: null, digest: 'b'.repeat(64), name: '自带规则集' })
    expect(unfit.inForce.notice).toContain(`没有“${name}”这条规则`)
    // Told once, not with every request; and taken up again by a product that has the rule.
    await upgraded(source.rules.slice(1), 'b')
    const again = await upgraded(source.rules.slice(0, -1), 'a')
    expect(again.inForce).toMatchObject({ number: 1, notice: null, digest: fitting.inForce.digest })
    expect(again.choices.map(({ action }) => action)).toEqual(['reapplied', 'suspended', 'reapplied', 'published'])
    const auditor = await offices.as('ours-auditor')
    expect(await auditor('verifyHistory', {})).toMatchObject({ valid: true })
    await offices.store.close()
  }, 60_000)
})
