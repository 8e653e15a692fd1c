import type { ArticleWording } from '@hongxian/shared/api'
import { useState } from 'preact/hooks'

/** What the service knows of the wording of articles, as far as it is shown. */
export type Wording = Omit<ArticleWording, 'asOf'>

/** Asks for the wording of a place in a law. @throws an Error whose message is fit to be shown */
export type LoadWording = (title: string, place: string) => Promise<Wording>

/**
 * The same, asking once for each place. What is not there yet (nothing imported, nobody signed in) is asked for again next
 * time: it may have come since.
 */
export function rememberWording(load: LoadWording): LoadWording {
  const kept = new Map<string, Promise<Wording>>()
  return (title, place) => {
    const key = `${title}|${place}`
    const held = kept.get(key)
    if (held) return held
    const asked = load(title, place)
    kept.set(key, asked)
    asked.then(
      ({ articles }) => articles.every(({ text }) => text !== null) || kept.delete(key),
      () => kept.delete(key),
    )
    return asked
  }
}

type Shown =
  | { readonly state: 'closed' }
  | { readonly state: 'busy' }
  | { readonly state: 'failed'; readonly detail: string }
  | { readonly state: 'open'; readonly wording: Wording }

/** 条文原文: a button that unfolds to the wording of the articles cited. */
export function LawWording({ title, place, load }: { title: string; place: string; load: LoadWording }) {
  const [shown, setShown] = useState<Shown>({ state: 'closed' })
  const isOpen = shown.state !== 'closed'
  const ask = () => {
    setShown({ state: 'busy' })
    load(title, place).then(
      (wording) => setShown((now) => (now.state === 'busy' ? { state: 'open', wording } : now)),
      (error: unknown) =>
        setShown((now) => (now.state === 'busy' ? { state: 'failed', detail: sentence(error) } : now)),
    )
  }
  return (
    <div class="hx-wording">
      <button
        type="button"
        class="hx-plain"
        aria-expanded={isOpen}
        aria-label={`${isOpen ? '收起' : '查看'}条文原文：${title}${place}`}
        onClick={() => (isOpen ? setShown({ state: 'closed' }) : ask())}
      >
        条文原文 {isOpen ? '▾' : '▸'}
      </button>
      <div role="status" aria-busy={shown.state === 'busy'}>
        {shown.state === 'busy' && <p class="hx-quiet">正在读取条文。</p>}
        {shown.state === 'failed' && (
          <p>
            {shown.detail}{' '}
            <button type="button" class="hx-plain" onClick={ask}>
              重试
            </button>
          </p>
        )}
        {shown.state === 'open' && <WordingText wording={shown.wording} />}
      </div>
    </div>
  )
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function WordingText({ wording }: { wording: Wording }) {
  const texts = wording.articles.filter(({ text }) => text !== null)
  return (
    <>
      {wording.notice !== '' && <p class="hx-wording-notice">{wording.notice}</p>}
      {texts.length > 0 && (
        <>
          <p class="hx-quiet">
            《{wording.title}》{versionWords(wording)}
          </p>
          <blockquote class="hx-law">
            {texts.map(({ label, text }) => (
              <div key={label}>
                {text?.split('\n').map((line, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that never changes
                  <p key={index}>
                    {index === 0 && <b>{label}　</b>}
                    {line}
                  </p>
                ))}
              </div>
            ))}
          </blockquote>
        </>
      )}
    </>
  )
}

function versionWords({ version, isInForce }: Wording): string {
  const date = version === null ? '版本日期不详' : `${chineseDate(version)}的版本`
  return isInForce === true ? `${date}（现行有效）` : isInForce === false ? `${date}（非现行有效）` : date
}

/** 2019-04-23 → 2019年4月23日. */
export function chineseDate(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return year && month && date ? `${year}年${month}月${date}日` : day
}
