import { effect, signal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { FILE_CHANNEL, hashOf } from '../file-page.ts'
import { type Block, blocksOfText, type FileText } from './file-text.ts'
import { readFile } from './read-file.ts'

const text = signal<FileText | null>(null)
const trouble = signal('')

/** Show what the address names: seen in this tab before, or held out by the panel. Files may be dropped anywhere. */
export function followAddress(): void {
  effect(() => {
    document.title = text.value?.name ?? '审核文件 - 红线'
  })
  document.addEventListener('dragover', (event) => event.preventDefault())
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    open(event.dataTransfer?.files[0])
  })
  text.value = JSON.parse(sessionStorage.getItem(location.hash) ?? 'null') as FileText | null
  if (text.value || location.hash === '') return
  const channel = new BroadcastChannel(FILE_CHANNEL)
  channel.onmessage = ({ data }) => {
    open(data as File)
    channel.close()
  }
  channel.postMessage(location.hash)
}

function show(next: FileText): void {
  const hash = hashOf(next.name)
  sessionStorage.setItem(hash, JSON.stringify(next))
  const isFirst = text.value === null
  history.replaceState(null, '', hash)
  // Another file is another page: what was read of the last one ends here.
  if (isFirst) text.value = next
  else location.reload()
}

function open(file: File | undefined): void {
  if (!file) return
  trouble.value = ''
  readFile(file).then(show, (error: Error) => {
    trouble.value = error.message
  })
}

/** A file or a pasted text, shown as a page that the extension then reads; before that, the ways to give one. */
export function FilePage({ onShown }: { onShown: () => void }) {
  const shown = text.value
  return (
    <div class="hx file">
      <header>
        <b>{shown?.name ?? '审核文件'}</b>
        {shown && <span class="hx-quiet">{shown.remarks.join('')}</span>}
        <Choose words={shown ? '打开其他文件' : '选择文件'} />
        {shown && <a href={location.pathname}>粘贴其他正文</a>}
      </header>
      {trouble.value && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      {shown ? <Sheet blocks={shown.blocks} onShown={onShown} /> : <Paste />}
    </div>
  )
}

function Choose({ words }: { words: string }) {
  return (
    <label class="choose">
      {words}
      <input
        type="file"
        accept=".docx,.txt"
        onChange={({ currentTarget }) => {
          open(currentTarget.files?.[0])
          currentTarget.value = ''
        }}
      />
    </label>
  )
}

function Paste() {
  const [words, setWords] = useState('')
  return (
    <form
      class="paste"
      onSubmit={(event) => {
        event.preventDefault()
        show(pasted(words, new Date()))
      }}
    >
      <p class="hx-quiet">
        将 .docx 或者 .txt
        文件拖到本页，或者选择文件；也可以粘贴正文。文件在本机读取，登录审核服务后才上传正文。审核发现显示在侧边栏。
      </p>
      <textarea
        aria-label="粘贴正文"
        placeholder="粘贴正文"
        value={words}
        onInput={({ currentTarget }) => setWords(currentTarget.value)}
      />
      <button type="submit" class="hx-primary" disabled={words.trim() === ''}>
        审核粘贴的正文
      </button>
    </form>
  )
}

function Sheet({ blocks, onShown }: { blocks: readonly Block[]; onShown: () => void }) {
  useEffect(onShown, [onShown])
  return (
    <article class="sheet" data-hongxian-draft>
      {blocks.map((block, index) =>
        block.kind === 'table' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a text that never changes
          <Table key={index} rows={block.rows} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <p key={index} class={block.centred ? 'centred' : ''}>
            {block.text}
          </p>
        ),
      )}
    </article>
  )
}

function Table({ rows }: { rows: readonly (readonly (readonly string[])[])[] }) {
  return (
    <table>
      <tbody>
        {rows.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <tr key={row}>
            {cells.map((paragraphs, cell) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <td key={cell}>
                {paragraphs.map((words, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <p key={index}>{words}</p>
                ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function pasted(words: string, at: Date): FileText {
  const pad = (value: number) => String(value).padStart(2, '0')
  const time = `${at.getMonth() + 1}月${at.getDate()}日${at.getHours()}时${pad(at.getMinutes())}分${pad(at.getSeconds())}秒`
  return { name: `粘贴的正文（${time}）`, blocks: blocksOfText(words), remarks: [] }
}
