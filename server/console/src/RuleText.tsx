import type { RuleFileText, RuleLayerReport } from '@hongxian/shared/api'
import { SEVERITY_NAMES } from '@hongxian/shared/rule'
import { SeverityMark } from '@hongxian/shared/ui'
import { useEffect, useRef, useState } from 'preact/hooks'
import { ItemPicker } from './ItemPicker.tsx'
import type { ReviewItem } from './rule-form/RuleForm.tsx'

const templateOf = ({ code, name }: { readonly code: string; readonly name: string }) => `审核事项: ${code}
名称: ${name}
级别: 存疑                    # 违法、不当、存疑、提示
依据:
  - { 法律: 中华人民共和国××法, 版本: 2021-01-22, 条款: 第×条, 要旨: 该条规定的内容 }
规则:
  - 编号: first-rule          # 小写英文，一个文件内不重复
    说明: 一句话说明发现什么问题
    匹配: 词语一…词语二        # “…”表示中间可以隔若干字
    提示: “{命中}”存在什么问题。
    建议: 应当怎么改。
    示例:
      应发现:
        - 应当发现的句子之一，含有词语一和词语二。
        - 应当发现的句子之二，词语一在前，词语二在后。
        - 应当发现的句子之三，词语一与词语二相隔不远。
      不应发现:
        - 只有词语一的合法说法。
        - 只有词语二的合法说法。
`

interface RuleTextProps {
  readonly files: readonly RuleFileText[]
  /** The file that is shown. */
  readonly name: string
  readonly onName: (name: string) => void
  readonly onFiles: (files: readonly RuleFileText[]) => void
  readonly report: RuleLayerReport | null
  readonly items: readonly ReviewItem[]
  readonly onError: (sentence: string) => void
}

/** The files of an office's rules as text: for whoever knows the language. */
export function RuleText({ files, name, onName, onFiles, report, items, onError }: RuleTextProps) {
  const [line, setLine] = useState<{ readonly line: number } | null>(null)
  const current = files.find((file) => file.name === name) ?? files[0]
  const put = (file: RuleFileText) =>
    onFiles(
      files.some((one) => one.name === file.name)
        ? files.map((one) => (one.name === file.name ? file : one))
        : [...files, file],
    )
  const begin = (file: RuleFileText) => {
    if (!files.some((one) => one.name === file.name)) put(file)
    onName(file.name)
  }
  async function upload(chosen: FileList | null): Promise<void> {
    const added: RuleFileText[] = []
    for (const file of chosen ?? []) {
      if (!/^[a-z][a-z0-9.-]*\.yaml$/.test(file.name))
        return onError(`“${file.name}”不能上传：文件名用小写字母、数字、点和连字符，以 .yaml 结尾。`)
      added.push({ name: file.name, text: (await file.text()).replace(/\r\n?/g, '\n') })
    }
    const names = new Set(added.map((file) => file.name))
    onFiles([...files.filter((file) => !names.has(file.name)), ...added])
    if (added[0]) onName(added[0].name)
  }
  return (
    <div class="c-editor">
      <div class="c-editor-files">
        <FileList
          files={files}
          name={current?.name ?? ''}
          problems={report?.problems ?? []}
          onName={onName}
          onRemove={(removed) => onFiles(files.filter((file) => file.name !== removed))}
        />
        <ItemPicker
          label="新建规则文件"
          items={items}
          nameOf={({ name, code }) => `${name}（${code}）`}
          onPick={(item) => begin({ name: `${item.code}.yaml`, text: templateOf(item) })}
        />
        <button
          type="button"
          onClick={() =>
            begin({ name: 'lexicons.yaml', text: '本地机关: [词语一, 词语二]   # 规则里写作〔本地机关〕\n' })
          }
        >
          词表
        </button>
        <label class="c-file">
          上传文件
          <input
            type="file"
            accept=".yaml"
            multiple
            aria-label="上传规则文件"
            onChange={(event) => upload(event.currentTarget.files)}
          />
        </label>
      </div>
      {current ? (
        <TextEditor
          key={current.name}
          file={current}
          problems={report?.problems.filter(({ file }) => file === current.name) ?? []}
          goTo={line}
          onText={(text) => put({ name: current.name, text })}
        />
      ) : (
        <p class="hx-quiet">没有文件。上传，或者新建。</p>
      )}
      <Report
        report={report}
        onGo={(problem) => {
          onName(problem.file)
          setLine({ line: problem.line })
        }}
      />
    </div>
  )
}

interface FileListProps {
  readonly files: readonly RuleFileText[]
  readonly name: string
  readonly problems: RuleLayerReport['problems']
  readonly onName: (name: string) => void
  readonly onRemove: (name: string) => void
}

function FileList({ files, name, problems, onName, onRemove }: FileListProps) {
  return (
    <ul>
      {files.map((file) => (
        <li key={file.name}>
          <button type="button" aria-pressed={file.name === name} onClick={() => onName(file.name)}>
            {file.name}
          </button>
          {problems.some((problem) => problem.file === file.name && !problem.isWarning) && (
            <span class="c-error">有误</span>
          )}
          {file.name === name && file.name !== 'pack.yaml' && (
            <button
              type="button"
              class="hx-plain"
              onClick={() => confirm(`删除 ${file.name}？保存草稿后生效。`) && onRemove(file.name)}
            >
              删除
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

interface TextEditorProps {
  readonly file: RuleFileText
  readonly problems: RuleLayerReport['problems']
  readonly goTo: { readonly line: number } | null
  readonly onText: (text: string) => void
}

/** A text with the numbers of its lines; those with mistakes are marked. */
function TextEditor({ file, problems, goTo, onText }: TextEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const gutter = useRef<HTMLPreElement>(null)
  const lines = file.text.split('\n')
  const wrong = new Map(problems.map(({ line, isWarning }) => [line, isWarning]))
  // biome-ignore lint/correctness/useExhaustiveDependencies: goes there once, not with every letter typed
  useEffect(() => {
    const text = area.current
    if (!text || !goTo) return
    const before = lines.slice(0, goTo.line - 1)
    const start = before.reduce((sum, one) => sum + one.length + 1, 0)
    text.focus()
    text.setSelectionRange(start, start + (lines[goTo.line - 1]?.length ?? 0))
    text.scrollTop = Math.max(0, (goTo.line - 6) * Number.parseFloat(getComputedStyle(text).lineHeight))
  }, [goTo])
  return (
    <div class="c-text-editor">
      <pre ref={gutter} aria-hidden="true">
        {lines.map((_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its number
          <span key={i} class={wrong.has(i + 1) ? (wrong.get(i + 1) ? 'c-warned' : 'c-wrong') : ''}>
            {i + 1}
            {'\n'}
          </span>
        ))}
      </pre>
      <textarea
        ref={area}
        aria-label={file.name}
        value={file.text}
        spellcheck={false}
        wrap="off"
        onInput={(event) => onText(event.currentTarget.value)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop
        }}
      />
    </div>
  )
}

interface ReportProps {
  readonly report: RuleLayerReport | null
  readonly onGo: (problem: RuleLayerReport['problems'][number]) => void
}

export function Report({ report, onGo }: ReportProps) {
  if (!report) return <div class="c-report hx-quiet">改好后点“校验”，错误和没有通过的示例列在这里。</div>
  const errors = report.problems.filter(({ isWarning }) => !isWarning).length
  return (
    <div class="c-report">
      <p>
        {report.isSound
          ? `校验通过，运行示例 ${report.examples} 个。`
          : `有 ${errors} 处错误，改正后才能试运行和发布。`}
      </p>
      <ul>
        {report.problems.map((problem) => (
          <li key={`${problem.file} ${problem.line} ${problem.column} ${problem.detail}`}>
            <button type="button" class="hx-plain" onClick={() => onGo(problem)}>
              {problem.file} 第{problem.line}行第{problem.column}列
            </button>
            <div class={problem.isWarning ? '' : 'c-error'}>
              {problem.isWarning && '提醒：'}
              {problem.detail}
            </div>
          </li>
        ))}
      </ul>
      {report.isSound && (
        <ul>
          {report.added.map((rule) => (
            <li key={rule.id}>
              {'新增　'}
              <SeverityMark severity={rule.severity} />　{rule.summary}
            </li>
          ))}
          {report.disabled.map((rule) => (
            <li key={rule.id}>停用　{rule.summary}</li>
          ))}
          {report.changed.map((rule) => (
            <li key={rule.id}>
              改级别　{SEVERITY_NAMES[rule.before]}改为{SEVERITY_NAMES[rule.severity]}　{rule.summary}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
