import type { CallOutput } from '@hongxian/shared/api'
import { SEVERITIES, SEVERITY_NAMES } from '@hongxian/shared/rule'
import { readRuleChanges, SeverityMark, setDisabled, setSeverity } from '@hongxian/shared/ui'
import { useState } from 'preact/hooks'
import { ask, useLoaded } from './ask.ts'

interface RulePickerProps {
  /** Text of pack.yaml. */
  readonly pack: string
  readonly onPack: (text: string) => void
}

/** Built-in rules found by name, to disable them or to change their severity: written into pack.yaml. */
export function RulePicker({ pack, onPack }: RulePickerProps) {
  const [words, setWords] = useState('')
  const [query, setQuery] = useState('')
  const found = useLoaded<CallOutput<'findRules'>>(query, () => ask('findRules', { query: { q: query, limit: 50 } }))
  const { disabled, severities } = readRuleChanges(pack)
  return (
    <section class="c-panel">
      <h2>停用自带规则，改变自带规则的级别</h2>
      <form
        class="c-bar"
        onSubmit={(event) => {
          event.preventDefault()
          setQuery(words.trim())
        }}
      >
        <input
          type="search"
          aria-label="查找自带规则"
          placeholder="审核事项、规则说明或者编号，如 保证金"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <button type="submit">查找</button>
        {found.value && (
          <span class="hx-quiet">
            共 {found.value.total} 条{found.value.total > found.value.items.length && '，列出前五十条'}；勾选后写入
            pack.yaml，保存草稿、发布后生效
          </span>
        )}
      </form>
      {found.error && <p class="c-error">{found.error}</p>}
      {!found.value && !found.error && <p class="hx-quiet">正在查找。</p>}
      {found.value?.items.length === 0 && <p class="hx-quiet">没有找到。换一个说法试试。</p>}
      {found.value && found.value.items.length > 0 && (
        <div class="c-picker">
          <table class="c-table">
            <thead>
              <tr>
                <th>停用</th>
                <th>规则</th>
                <th>审核事项</th>
                <th>级别</th>
                <th>改为</th>
              </tr>
            </thead>
            <tbody>
              {found.value.items.map((rule) => {
                // A whole file or a whole 审核事项 may be disabled in pack.yaml; it is taken back there.
                const isWhole = disabled.includes(rule.code) || disabled.includes(rule.id.split('#')[0] as string)
                return (
                  <tr key={rule.id}>
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`停用${rule.summary}`}
                        checked={isWhole || disabled.includes(rule.id)}
                        disabled={isWhole}
                        onChange={(event) => onPack(setDisabled(pack, rule.id, event.currentTarget.checked))}
                      />
                    </td>
                    <td class="c-wrap">
                      {rule.summary}
                      <br />
                      <code class="hx-quiet">{rule.id}</code>
                    </td>
                    <td>{rule.item}</td>
                    <td>
                      <SeverityMark severity={rule.severity} />
                    </td>
                    <td>
                      <select
                        aria-label={`${rule.summary}的级别`}
                        value={severities.get(rule.id) ?? ''}
                        onChange={(event) => onPack(setSeverity(pack, rule.id, event.currentTarget.value || null))}
                      >
                        <option value="">不改</option>
                        {SEVERITIES.map((severity) => (
                          <option key={severity} value={SEVERITY_NAMES[severity]}>
                            {SEVERITY_NAMES[severity]}
                          </option>
                        ))}
                      </select>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
