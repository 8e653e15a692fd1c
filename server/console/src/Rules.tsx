import type { CallOutput, OfficeRules, RuleFileText, User } from '@hongxian/shared/api'
import { useEffect, useState } from 'preact/hooks'
import { ask, sentenceOf, useLoaded } from './ask.ts'
import { FormEnd } from './FormEnd.tsx'
import { Pager } from './Pager.tsx'
import { Reload } from './Reload.tsx'
import { timeOf } from './words.ts'

const ACTIONS: Readonly<Record<OfficeRules['choices'][number]['action'], string>> = {
  published: '发布',
  restored: '恢复使用',
  retired: '停用本单位规则',
  reapplied: '产品升级后重新套用',
  suspended: '产品升级后不能套用',
}

type Editor = typeof import('./RuleEditor.tsx').RuleEditor

/** The room for writing rules: it carries the whole engine, so only those who write load it. */
function useEditor(isWanted: boolean): Editor | null {
  const [editor, setEditor] = useState<{ readonly Editor: Editor } | null>(null)
  useEffect(() => {
    if (isWanted) import('./RuleEditor.tsx').then(({ RuleEditor }) => setEditor({ Editor: RuleEditor }))
  }, [isWanted])
  return editor?.Editor ?? null
}

/** 规则: what this office checks by, and where its maintainers write rules of its own. */
export function Rules({ me }: { me: User }) {
  const loaded = useLoaded<OfficeRules>('rules', () => ask('getOfficeRules', {}))
  const [taken, setTaken] = useState<readonly RuleFileText[] | null>(null)
  const [tab, setTab] = useState<'overview' | 'editor'>('overview')
  const isMaintainer = me.roles.includes('maintainer')
  const Editor = useEditor(isMaintainer)
  const rules = loaded.value
  if (!rules) return loaded.error ? <Reload loaded={loaded} /> : <p class="hx-quiet">正在打开。</p>
  return (
    <>
      <div class="c-bar">
        <h1>规则</h1>
        <button type="button" aria-pressed={tab === 'overview'} onClick={() => setTab('overview')}>
          现行和发布
        </button>
        {isMaintainer && (
          <button type="button" aria-pressed={tab === 'editor'} onClick={() => setTab('editor')}>
            编写本单位规则
          </button>
        )}
      </div>
      {loaded.error && <Reload loaded={loaded} />}
      <div hidden={tab !== 'overview'}>
        <Overview
          rules={rules}
          isMaintainer={isMaintainer}
          onChange={loaded.reload}
          onTake={(files) => {
            setTaken(files)
            setTab('editor')
          }}
        />
      </div>
      {isMaintainer && (
        <div hidden={tab !== 'editor'}>
          {!Editor ? (
            <p class="hx-quiet">正在打开。</p>
          ) : (
            <Editor
              draft={rules.draft}
              builtIn={rules.builtIn.digest}
              taken={taken}
              onPublished={() => {
                loaded.reload()
                setTab('overview')
              }}
              onReload={loaded.reload}
            />
          )}
        </div>
      )}
    </>
  )
}

interface OverviewProps {
  readonly rules: OfficeRules
  readonly isMaintainer: boolean
  readonly onChange: () => void
  readonly onTake: (files: readonly RuleFileText[]) => void
}

function Overview({ rules, isMaintainer, onChange, onTake }: OverviewProps) {
  const { inForce, publications, choices, builtIn } = rules
  const [choice, setChoice] = useState<{ readonly publication: number | null } | null>(null)
  const [shown, setShown] = useState<{ readonly name: string; readonly digest: string } | null>(null)
  const [error, setError] = useState('')
  const take = (number: number) =>
    ask('getRulePublication', { params: { number: String(number) } }).then(
      ({ files }) => onTake(files),
      (reason: unknown) => setError(sentenceOf(reason)),
    )
  return (
    <>
      {inForce.notice && (
        <p role="alert" class="c-notice">
          {inForce.notice}
        </p>
      )}
      <h2>现行规则</h2>
      <dl class="c-in-force">
        <dt>名称</dt>
        <dd>{inForce.name}</dd>
        <dt>序号</dt>
        <dd>{inForce.number === null ? '随产品提供' : `第${inForce.number}号`}</dd>
        <dt>规则</dt>
        <dd>{inForce.ruleCount} 条</dd>
        <dt>启用</dt>
        <dd>
          {inForce.since === null ? '自始使用' : timeOf(inForce.since)}
          {inForce.by && `　${inForce.by.name}`}
        </dd>
        <dt>摘要</dt>
        <dd>
          <code title={inForce.digest}>{inForce.digest.slice(0, 16)}</code>
        </dd>
      </dl>
      <p class="hx-quiet">
        本单位人员审核文件，一律使用现行规则，其他单位送来的文件也是如此。已经登记的审核，仍按当时的规则留存。
      </p>

      <h2>发布的规则</h2>
      {error && (
        <p role="alert" class="c-error">
          {error}
        </p>
      )}
      {publications.length === 0 && (
        <p class="hx-quiet">
          本单位尚未发布规则，使用自带规则集。
          {isMaintainer && '需要增加规则、停用或者改变自带规则级别的，在“编写本单位规则”中办理。'}
        </p>
      )}
      <table class="c-table">
        <thead>
          <tr>
            <th>规则集</th>
            <th>变更说明</th>
            <th>发布</th>
            <th>内容</th>
            <th>审核次数</th>
            {isMaintainer && <th>操作</th>}
          </tr>
        </thead>
        <tbody>
          {publications.map((one) => (
            <tr key={one.number}>
              <td>
                第{one.number}号　{one.name}
                {one.inForce && <strong class="c-current">现行</strong>}
              </td>
              <td class="c-wrap">{one.note}</td>
              <td>
                {timeOf(one.publishedAt)}
                <br />
                {one.publishedBy.name}
              </td>
              <td>
                新增{one.added}　停用{one.disabled}　改级别{one.changed}
              </td>
              <td>
                <Count
                  count={one.checks}
                  onShow={() =>
                    setShown({ name: `第${one.number}号`, digest: one.inForce ? inForce.digest : one.digest })
                  }
                />
              </td>
              {isMaintainer && (
                <td>
                  {!one.inForce && (
                    <button type="button" onClick={() => setChoice({ publication: one.number })}>
                      恢复使用
                    </button>
                  )}{' '}
                  <button type="button" onClick={() => take(one.number)}>
                    载入编写
                  </button>
                </td>
              )}
            </tr>
          ))}
          <tr>
            <td>
              自带规则集
              {inForce.number === null && <strong class="c-current">现行</strong>}
            </td>
            <td>随产品提供</td>
            <td />
            <td>{builtIn.ruleCount} 条</td>
            <td>
              <Count count={builtIn.checks} onShow={() => setShown({ name: '自带规则集', digest: builtIn.digest })} />
            </td>
            {isMaintainer && (
              <td>
                {(inForce.number !== null || inForce.notice !== null) && (
                  <button type="button" onClick={() => setChoice({ publication: null })}>
                    停用本单位规则
                  </button>
                )}
              </td>
            )}
          </tr>
        </tbody>
      </table>
      {shown && <UsedBy key={shown.digest} name={shown.name} digest={shown.digest} onClose={() => setShown(null)} />}
      {choice && (
        <Choose
          publication={choice.publication}
          onDone={() => {
            setChoice(null)
            onChange()
          }}
          onClose={() => setChoice(null)}
        />
      )}

      {choices.length > 0 && (
        <>
          <h2>启用记录</h2>
          <ul class="c-history">
            {choices.map((one) => (
              <li key={`${one.at} ${one.action}`}>
                {timeOf(one.at)}　{one.by?.name ?? '系统'}　{ACTIONS[one.action]}
                {one.action !== 'retired' && one.number !== null && `第${one.number}号`}：{one.reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

const Count = ({ count, onShow }: { count: number; onShow: () => void }) =>
  count === 0 ? (
    <>0</>
  ) : (
    <button type="button" onClick={onShow}>
      {count}
    </button>
  )

interface UsedByProps {
  readonly name: string
  readonly digest: string
  readonly onClose: () => void
}

/** Which checks used a rule set, latest first. */
function UsedBy({ name, digest, onClose }: UsedByProps) {
  const [cursors, setCursors] = useState<readonly string[]>([])
  const cursor = cursors.at(-1)
  const page = useLoaded<CallOutput<'listRuleSetChecks'>>(`${digest} ${cursor}`, () =>
    ask('listRuleSetChecks', { params: { digest }, query: { limit: 20, ...(cursor ? { cursor } : {}) } }),
  )
  return (
    <section class="c-panel">
      <div class="c-bar">
        <strong>使用{name}的审核</strong>
        <button type="button" onClick={onClose}>
          关闭
        </button>
      </div>
      {page.error && <p class="c-error">{page.error}</p>}
      {!page.value && !page.error && <p class="hx-quiet">正在打开。</p>}
      <ul class="c-history">
        {page.value?.items.map((check) => (
          <li key={check.id}>
            {timeOf(check.checkedAt)}　{check.checkedBy.name}　
            <a href={`#/drafts/${check.draft.id}`}>{check.draft.title}</a>　第{check.versionNumber}稿　审核基准日
            {check.asOf}
          </li>
        ))}
      </ul>
      <Pager cursors={cursors} next={page.value?.next} onTurn={setCursors} />
    </section>
  )
}

interface ChooseProps {
  readonly publication: number | null
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Puts an earlier publication in force again, or the built-in rule set; both need a reason. */
function Choose({ publication, onDone, onClose }: ChooseProps) {
  const [reason, setReason] = useState('')
  const [error, setError] = useState('')
  const [isBusy, setBusy] = useState(false)
  const send = (event: Event) => {
    event.preventDefault()
    setBusy(true)
    ask('chooseRules', { body: { publication, reason } })
      .then(onDone, (cause: unknown) => setError(sentenceOf(cause)))
      .finally(() => setBusy(false))
  }
  return (
    <form class="c-panel" onSubmit={send}>
      <strong>{publication === null ? '停用本单位规则，恢复使用自带规则集' : `恢复使用第${publication}号规则`}</strong>
      <p class="hx-quiet">办理后立即生效，并记入留痕。</p>
      <label class="c-field">
        <span>理由</span>
        <input value={reason} required maxLength={2000} onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
      <FormEnd
        error={error}
        isBusy={isBusy}
        isComplete={reason.trim() !== ''}
        label="确定"
        busyLabel="正在办理"
        onClose={onClose}
      />
    </form>
  )
}
