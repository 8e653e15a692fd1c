import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { buildCatalogue } from '@hongxian/shared/law'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createLawTextShelf,
  findWording,
  importLawTexts,
  loadReference,
  openLawTexts,
  packReference,
  updateReference,
  verifyReference,
} from './index.ts'

let folder: string
let data: string

beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'law-texts-'))
  folder = join(root, 'in')
  data = join(root, 'data')
  await mkdir(folder)
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

const STATUTE = `# 某市养犬管理条例

2020年5月6日某市人民代表大会常务委员会通过

2023年8月9日修正

## 第一章 总则

第一条 为了规范养犬，制定本条例。

第二条 养犬应当登记。

（一）养犬人；

（二）犬只。

违反前款规定的，责令改正。

第二条之一 增加的一条。

## 第二章 附则

第三条　本条例自公布之日起施行。
`

/** A .docx of one part, as small as the format allows. */
function docx(paragraphs: readonly string[]): Buffer {
  const xml = `<w:document><w:body>${paragraphs.map((words) => `<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`
  const name = Buffer.from('word/document.xml')
  const body = deflateRawSync(Buffer.from(xml))
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(body.length, 20)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(local.length + name.length + body.length, 16)
  return Buffer.concat([local, name, body, central, name, end])
}

describe('importLawTexts', () => {
  it('gives the wording of an article by law, version and number', async () => {
    await writeFile(join(folder, '某市养犬管理条例.md'), STATUTE)
    expect(await importLawTexts(folder, data)).toEqual({ taken: true, added: 1, replaced: 0, skipped: [] })
    const texts = await openLawTexts(data)
    expect(texts.entries).toMatchObject([{ title: '某市养犬管理条例', version: '2023-08-09', articles: 4 }])
    expect((await texts.articleText('某市养犬管理条例', null, '2'))?.text).toBe(
      '养犬应当登记。\n（一）养犬人；\n（二）犬只。\n违反前款规定的，责令改正。',
    )
    expect((await texts.articleText('《某市养犬管理条例》', '2023-08-09', '2-1'))?.text).toBe('增加的一条。')
    expect(await texts.articleText('某市养犬管理条例', null, '9')).toBeNull()
    expect(await texts.articleText('某市养犬管理条例', '2019-01-01', '1')).toBeNull()
    expect(await texts.articleText('某县养犬管理办法', null, '1')).toBeNull()
  })

  it('reads docx, and finds a law without 中华人民共和国', async () => {
    const file = docx([
      '中华人民共和国养犬法',
      '（2021年1月2日通过）',
      '第一条　为了规范养犬，制定本法。',
      '第二条　养犬应当登记。',
    ])
    await writeFile(join(folder, '中华人民共和国养犬法_20210102.docx'), file)
    expect(await importLawTexts(folder, data)).toMatchObject({ taken: true, added: 1 })
    const found = await (await openLawTexts(data)).articleText('养犬法', null, '2')
    expect(found).toEqual({
      title: '中华人民共和国养犬法',
      version: '2021-01-02',
      article: '2',
      text: '养犬应当登记。',
    })
  })

  it('refuses a folder whole when one file cannot be read', async () => {
    await writeFile(join(folder, 'a.md'), STATUTE)
    await writeFile(join(folder, 'b.txt'), '没有条文的文件')
    await writeFile(join(folder, 'c.pdf'), 'x')
    await writeFile(join(folder, 'd.docx'), 'not a zip')
    await writeFile(join(folder, 'e.txt'), Buffer.from([0xb5, 0xda, 0xd2, 0xbb, 0xcc, 0xf5]))
    const outcome = await importLawTexts(folder, data)
    expect(outcome).toEqual({
      taken: false,
      faults: [
        { file: 'b.txt', detail: '没有找到“第一条”等条文' },
        { file: 'c.pdf', detail: '不支持 .pdf 文件，请提供 md、txt 或 docx' },
        { file: 'd.docx', detail: '不是有效的 docx 文件' },
        { file: 'e.txt', detail: '文字编码不是 UTF-8' },
      ],
    })
    expect((await openLawTexts(data)).entries).toEqual([])
    expect(await importLawTexts(folder, data, { skipFaults: true })).toMatchObject({ taken: true, added: 1 })
  })

  it('files a text under the version the catalogue knows it by', async () => {
    const catalogue = buildCatalogue({
      laws: [
        {
          title: '某市养犬管理条例',
          level: '地方性法规',
          region: '某省',
          version: '2023-09-01',
          effective: '2023-10-01',
        },
      ],
    })
    await writeFile(join(folder, 'a.md'), STATUTE)
    await importLawTexts(folder, data, { catalogue })
    expect((await openLawTexts(data)).entries[0]?.version).toBe('2023-09-01')
  })

  it('keeps a decision without articles whole', async () => {
    const words =
      '某市人民代表大会常务委员会决定，自本决定公布之日起，全市范围内停止执行养犬登记收费项目，已经收取的予以退还。'
    await writeFile(join(folder, 'a.txt'), `某市人民代表大会常务委员会关于停止养犬收费的决定\n${words}`)
    await importLawTexts(folder, data)
    const texts = await openLawTexts(data)
    expect((await texts.articleText('某市人民代表大会常务委员会关于停止养犬收费的决定', null, '0'))?.text).toBe(words)
  })

  it('replaces a version imported before and tells how far it is', async () => {
    await writeFile(join(folder, 'a.md'), STATUTE)
    await importLawTexts(folder, data)
    await writeFile(join(folder, 'a.md'), STATUTE.replace('养犬应当登记', '养犬应当备案'))
    const seen: number[] = []
    expect(await importLawTexts(folder, data, { onProgress: (done) => seen.push(done) })).toMatchObject({ replaced: 1 })
    expect(seen).toEqual([1])
    expect((await (await openLawTexts(data)).articleText('某市养犬管理条例', null, '2'))?.text).toMatch(/备案/)
  })
})

describe('findWording', () => {
  const row = { title: '某市养犬管理条例', level: '地方性法规', region: '某省', version: '2023-08-09' }
  const known = buildCatalogue({ laws: [{ ...row, effective: '2023-10-01' }] })
  const revised = buildCatalogue({
    laws: [
      { ...row, effective: '2023-10-01' },
      { ...row, version: '2026-06-01', effective: '2026-08-01' },
    ],
  })
  beforeEach(async () => {
    await writeFile(join(folder, 'a.md'), STATUTE)
    await importLawTexts(folder, data)
  })
  const word = async (catalogue: typeof known, place: string, title = '某市养犬管理条例', asOf = '2026-11-21') =>
    findWording(await openLawTexts(data), catalogue, title, place, asOf)

  it('gives each article of a place once, 款 and 项 left aside', async () => {
    const { articles, ...rest } = await word(known, '第一条至第二条第一款、第二条之一')
    expect(articles.map(({ label }) => label)).toEqual(['第一条', '第二条', '第二条之一'])
    expect(articles[2]?.text).toBe('增加的一条。')
    expect(rest).toEqual({ title: '某市养犬管理条例', version: '2023-08-09', isInForce: true, notice: '' })
  })

  it('never lets another version pass for the one in force', async () => {
    const other = await word(revised, '第一条')
    expect(other).toMatchObject({ version: '2023-08-09', isInForce: false })
    expect(other.notice).toContain('现行有效的是2026年6月1日的版本')
    expect((await word(revised, '第一条', undefined, '2026-07-31')).notice).toBe('')
  })

  it.each([
    ['第九条', '某市养犬管理条例', '导入的文本中没有第九条。'],
    ['第一条', '某县养犬管理办法', 'hongxian laws import'],
    ['附件', '某市养犬管理条例', '没有写明条次。'],
  ])('says why there is no wording for %s of %s', async (place, title, notice) => {
    const wording = await word(known, place, title)
    expect(wording.articles.every(({ text }) => text === null)).toBe(true)
    expect(wording.notice).toContain(notice)
  })

  it('sees a later import without being opened anew', async () => {
    const shelf = createLawTextShelf(data)
    const before = await shelf()
    expect(await shelf()).toBe(before)
    await writeFile(join(folder, 'b.md'), STATUTE.replaceAll('养犬', '养猫'))
    await importLawTexts(folder, data)
    expect((await shelf()).entries).toHaveLength(2)
  })
})

describe('the built-in catalogue', () => {
  it('keeps its invariants and its schema', async () => {
    const { date, ...reference } = await loadReference(null)
    expect(date).toBeNull()
    expect(verifyReference(reference)).toEqual([])
    const { ReferenceSchema } = await import('./reference-schema.ts')
    const parsed = ReferenceSchema.safeParse(reference)
    expect(parsed.error?.issues.slice(0, 3)).toBeUndefined()
  })
})

describe('verifyReference', () => {
  const row = { title: '某法', level: '法律', version: '2020-01-01', effective: '2020-02-01', articles: 9 }
  it.each([
    ['施行日期', { ...row, effective: '2019-01-01' }],
    ['废止日期', { ...row, repealed: '2019-01-01', dead: 1 as const }],
    ['没有标为废止', { ...row, repealed: '2021-01-01' }],
    ['不应由自己替代', { ...row, repealed: '2021-01-01', repealedBy: '某法', dead: 1 as const }],
    ['条号大于末条', { ...row, inserted: ['12-1'] }],
    ['应写明地区', { ...row, level: '地方性法规' }],
    ['括号不成对', { ...row, title: '某法（试行' }],
  ])('finds that %s', (detail, bad) => {
    expect(
      verifyReference({ laws: [row, { ...bad, version: '2020-01-01' }].slice(1) })
        .map((one) => one.detail)
        .join(),
    ).toContain(detail)
  })

  it('finds a version given twice', () => {
    expect(verifyReference({ laws: [row, row] }).map((one) => one.detail)).toEqual(['同一版本重复'])
  })
})

describe('updateReference', () => {
  it('takes a whole bundle, and none that is damaged, older or inconsistent', async () => {
    const reference = await loadReference(null)
    const file = join(folder, 'laws.json')
    const small = { ...reference, laws: reference.laws.slice(0, 40), renumbered: [], topics: [] }
    await writeFile(file, packReference(small, '2027-01-05'))
    expect(await updateReference(file, data)).toEqual({ taken: true, date: '2027-01-05', laws: 40 })
    expect((await loadReference(data)).laws).toHaveLength(40)

    const held = await readFile(join(data, 'laws', 'reference.json'), 'utf8')
    const refused = async (text: string): Promise<string> => {
      await writeFile(file, text)
      const outcome = await updateReference(file, data)
      expect(outcome.taken).toBe(false)
      return outcome.taken ? '' : outcome.faults.map((one) => one.detail).join('；')
    }
    expect(await refused(packReference(small, '2026-12-31'))).toContain('早于现有的 2027-01-05')
    expect(await refused(held.slice(0, 5000))).toContain('不是有效的 JSON')
    expect(await refused(held.replace('"level":"宪法"', '"level":"宪 法"'))).not.toBe('')
    expect(await refused(held.replace('1982-12-04', '1982-12-05'))).toContain('摘要不符')
    const holidays = { '2027': { off: ['2027-13'], work: [] } }
    expect(await refused(packReference({ ...small, holidays }, '2027-02-01'))).toContain('日期应写作')
    const broken = { ...small, laws: [{ ...small.laws[0]!, effective: '1900-01-01' }] }
    expect(await refused(packReference(broken, '2027-02-01'))).toContain('施行日期')
    expect(await readFile(join(data, 'laws', 'reference.json'), 'utf8')).toBe(held)
    expect(await readdir(join(data, 'laws'))).toEqual(['reference.json'])
  })
})
