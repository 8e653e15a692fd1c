import { buildCatalogue, findLaw, type LawRow, type ReferenceRows } from '@hongxian/shared/law'

/** Something in the catalogue that cannot be so. */
export interface ReferenceFault {
  /** What it is about: a title with its version, or a table. */
  readonly at: string
  /** One sentence in Chinese. */
  readonly detail: string
}

/** Check the invariants that schemas cannot state. Empty when all hold. */
export function verifyReference(rows: ReferenceRows): ReferenceFault[] {
  return [...verifyRows(rows.laws), ...verifyVersions(rows.laws), ...verifyMoves(rows), ...verifyInstitutions(rows)]
}

const nameOf = (row: LawRow): string => `《${row.title}》${row.version === undefined ? '' : `（${row.version}）`}`

function verifyRows(laws: readonly LawRow[]): ReferenceFault[] {
  const faults: ReferenceFault[] = []
  for (const row of laws) {
    const fault = (detail: string): void => {
      faults.push({ at: nameOf(row), detail })
    }
    if (/[《》\s]$|^[《\s]/.test(row.title) && !/》$/.test(row.title)) fault('名称首尾不应有书名号或空格')
    if (count(row.title, '（') !== count(row.title, '）')) fault('名称中的括号不成对')
    if (count(row.title, '《') !== count(row.title, '》')) fault('名称中的书名号不成对')
    if (row.version !== undefined && row.effective !== undefined && row.effective < row.version)
      fault(`施行日期 ${row.effective} 早于公布日期`)
    if (row.adopted !== undefined && row.version !== undefined && row.adopted > later(row.version, row.effective))
      fault(`首次公布日期 ${row.adopted} 晚于本版本`)
    if (row.amended?.some((date, index, all) => index > 0 && date < all[index - 1]!)) fault('修改日期没有按先后排列')
    if (row.amended?.some((date) => row.version !== undefined && date > later(row.version, row.effective)))
      fault('修改日期晚于本版本')
    if (row.superseded !== undefined && row.effective !== undefined && row.superseded < row.effective)
      fault(`被新版本取代的日期 ${row.superseded} 早于施行日期`)
    if (row.repealed !== undefined && row.dead !== 1) fault('写有废止日期，但没有标为废止')
    if (row.repealed !== undefined && row.effective !== undefined && row.repealed < row.effective)
      fault(`废止日期 ${row.repealed} 早于施行日期`)
    if (row.repealed !== undefined && row.repealedBy === row.title) fault('不应由自己替代')
    if (
      row.inserted !== undefined &&
      row.articles !== undefined &&
      row.inserted.some((key) => Number.parseInt(key, 10) > row.articles!)
    )
      fault('“之一”类条文的条号大于末条条号')
    if ((row.level === '法律' || row.level === '行政法规') && row.region !== undefined)
      fault('法律、行政法规不应写有地区')
    if (row.level === '地方性法规' && row.region === undefined) fault('地方性法规应写明地区')
  }
  return faults
}

const count = (text: string, char: string): number => text.split(char).length - 1
const later = (a: string, b: string | undefined): string => (b !== undefined && b > a ? b : a)

function verifyVersions(laws: readonly LawRow[]): ReferenceFault[] {
  const faults: ReferenceFault[] = []
  const seen = new Set<string>()
  const levels = new Map<string, string>()
  const dead = new Map<string, boolean>()
  const shorts = new Map<string, string>()
  for (const row of laws) {
    const key = `${row.title}|${row.version ?? ''}|${row.effective ?? ''}`
    if (seen.has(key)) faults.push({ at: nameOf(row), detail: '同一版本重复' })
    seen.add(key)
    if ((levels.get(row.title) ?? row.level) !== row.level)
      faults.push({ at: nameOf(row), detail: '各版本的效力级别不一致' })
    levels.set(row.title, row.level)
    if ((dead.get(row.title) ?? row.dead === 1) !== (row.dead === 1))
      faults.push({ at: nameOf(row), detail: '各版本的废止状态不一致' })
    dead.set(row.title, row.dead === 1)
  }
  for (const row of laws)
    for (const short of row.short ?? []) {
      const holder = shorts.get(short)
      if (levels.has(short) && short !== row.title && dead.get(short) === false)
        faults.push({ at: nameOf(row), detail: `简称“${short}”是另一部现行文件的全称` })
      if (holder !== undefined && holder !== row.title && dead.get(holder) === dead.get(row.title))
        faults.push({ at: nameOf(row), detail: `简称“${short}”与《${holder}》相同` })
      shorts.set(short, row.title)
    }
  return faults
}

function verifyMoves(rows: ReferenceRows): ReferenceFault[] {
  const faults: ReferenceFault[] = []
  const catalogue = buildCatalogue(rows)
  for (const table of rows.renumbered ?? []) {
    const at = `条号对照《${table.law}》${table.from}→${table.to}`
    const old = findLaw(catalogue, table.law)
    const into = findLaw(catalogue, table.into ?? table.law)
    if (old === null || into === null) {
      faults.push({ at, detail: '目录中没有这部法律' })
      continue
    }
    if (table.from >= table.to) faults.push({ at, detail: '旧版本的日期应早于新版本' })
    const version = into.law.versions.find((one) => one.date === table.to)
    if (version === undefined) faults.push({ at, detail: '目录中没有新版本' })
    const seen = new Set<string>()
    for (const [from, to] of table.moves) {
      if (seen.has(from)) faults.push({ at, detail: `旧第${from}条重复` })
      seen.add(from)
      const beyond = version?.articles == null ? [] : to.filter((key) => Number.parseInt(key, 10) > version.articles!)
      if (beyond.length > 0) faults.push({ at, detail: `新条号 ${beyond.join('、')} 超出末条` })
    }
  }
  return faults
}

function verifyInstitutions(rows: ReferenceRows): ReferenceFault[] {
  const faults: ReferenceFault[] = []
  for (const row of rows.institutions ?? [])
    if (row.kind === '更名' && row.names.includes(row.now))
      faults.push({ at: `机构“${row.names[0]}”`, detail: '新名与旧名相同' })
  return faults
}
