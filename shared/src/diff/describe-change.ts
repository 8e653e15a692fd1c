import type { ChangeKind, ClauseChange, PartChange, Substantive } from './change.ts'

/** 改动的名称, as officials call them. */
export const CHANGE_NAMES: Readonly<Record<ChangeKind, string>> = {
  added: '新增',
  removed: '删去',
  split: '拆分',
  merged: '合并',
  edited: '修改',
  moved: '移动',
  renumbered: '仅改条号',
  kept: '未变',
}

/** What happened to a clause, in short sentences for the 说明 column: first where it went, then what matters in it. */
export function describeChange(change: ClauseChange): string[] {
  return [...describePlace(change), ...describeWording(change), ...change.substantive.map(describeSubstantive)]
}

/** 期限由“三日”改为“五日”. */
export function describeSubstantive({ kind, before, after }: Substantive): string {
  if (before === '') return `增加${kind}“${after}”`
  if (after === '') return `删去${kind}“${before}”`
  return `${kind}由“${before}”改为“${after}”`
}

function describePlace({ kind, before, after, moved, renumbered }: ClauseChange): string[] {
  const [from, to] = [nameLabels(before), nameLabels(after)]
  if (kind === 'added') return ['新增']
  if (kind === 'removed') return ['删去']
  if (kind === 'split') return [`${from}拆分为${to}`]
  if (kind === 'merged') return [before.length > 1 ? `${from}合并为${to}` : `${from}并入${to}`]
  if (moved) return [from === to ? '调整顺序' : `由${from}移至${to}`]
  return renumbered ? [`${from}改为${to}`] : []
}

function describeWording({ kind, edited, rewritten, typographic, parts }: ClauseChange): string[] {
  if (typographic) return ['仅标点、格式不同']
  if (kind === 'added' || kind === 'removed' || !edited) return []
  if (rewritten) return ['重新表述']
  const told = parts.flatMap(describePart)
  return told.length > 0 ? told : kind === 'edited' ? ['文字修改'] : []
}

/** Only what came and went: an edited 项 shows in the redline, a renumbered one follows from those. */
function describePart({ kind, before, after }: PartChange): string[] {
  if (kind === 'added') return [`增加${nameLabels(after)}`]
  if (kind === 'removed') return [`删去${nameLabels(before)}`]
  return []
}

function nameLabels(labels: readonly string[]): string {
  return labels.filter((label) => label !== '').join('、')
}
