import type { RuleFileText } from '@hongxian/shared/api'
import { useMemo } from 'preact/hooks'
import { ItemPicker } from '../ItemPicker.tsx'
import type { ReviewItem } from './RuleForm.tsx'
import { isRuleFile, type RulePlace, readFile } from './rule-file.ts'

interface RuleListProps {
  readonly files: readonly RuleFileText[]
  readonly items: readonly ReviewItem[]
  readonly place: RulePlace | null
  readonly onPlace: (place: RulePlace) => void
  readonly onBegin: (item: ReviewItem) => void
  readonly onText: (file: string) => void
}

/** The office's own rules under their 审核事项, and the way to a new one. */
export function RuleList({ files, items, place, onPlace, onBegin, onText }: RuleListProps) {
  const read = useMemo(() => files.filter(isRuleFile).map(readFile), [files])
  return (
    <nav class="f-list" aria-label="本单位的规则">
      <ItemPicker label="新写一条规则" items={items} onPick={onBegin} />
      {read.length === 0 && <p class="hx-quiet">本单位还没有自己的规则。</p>}
      {read.map(({ name, value, rules }) => (
        <section key={name}>
          <h3>{items.find(({ code }) => `${code}.yaml` === name)?.name ?? String(value?.名称 ?? name)}</h3>
          {value === null && (
            <button type="button" class="c-error" onClick={() => onText(name)}>
              写法有误，在文本中改正
            </button>
          )}
          <ul>
            {rules.map((rule, index) => (
              <li key={String(rule.编号)}>
                <button
                  type="button"
                  aria-pressed={place?.file === name && place.index === index}
                  onClick={() => onPlace({ file: name, index })}
                >
                  {String(rule.说明 ?? '').trim() || '（尚未写说明）'}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}
