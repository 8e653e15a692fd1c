import type { Draft } from '@hongxian/shared/api'

export const KIND_NAMES: Readonly<Record<Draft['kind'], string>> = {
  normative: '行政规范性文件',
  rule: '规章',
  regulation: '行政法规、地方性法规',
  statute: '法律',
  decision: '重大行政决策',
  contract: '合同、协议',
  enforcement: '行政执法文书',
  other: '其他',
}

/** 2026-11-21 10:05, in the time of the place. */
export function timeOf(instant: string): string {
  const time = new Date(instant)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`
}
