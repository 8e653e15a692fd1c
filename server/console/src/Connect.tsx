import type { User } from '@hongxian/shared/api'
import { useState } from 'preact/hooks'
import { ask, sentenceOf, useLoaded } from './ask.ts'
import { timeOf } from './words.ts'

/** An extension asks to be signed in as whoever is signed in here: they confirm it by the number that it shows. */
export function Connect({ id, me }: { id: string; me: User }) {
  const asked = useLoaded(id, () => ask('getConnection', { params: { connectionId: id } }))
  const [number, setNumber] = useState('')
  const [error, setError] = useState('')
  const [isDone, setDone] = useState(false)
  const confirm = (event: Event) => {
    event.preventDefault()
    setError('')
    ask('approveConnection', { params: { connectionId: id }, body: { number: number.replace(/\s/g, '') } }).then(
      () => setDone(true),
      (reason: unknown) => setError(sentenceOf(reason)),
    )
  }
  if (isDone)
    return (
      <section class="c-card">
        <h1>插件登录</h1>
        <p role="status">已经确认，插件即将登录。可以关闭本页。</p>
        <p class="hx-quiet">停止使用的，在插件的设置中退出登录。</p>
      </section>
    )
  if (asked.error)
    return (
      <section class="c-card">
        <h1>插件登录</h1>
        <p role="alert" class="c-error">
          {asked.error}
        </p>
      </section>
    )
  if (!asked.value) return <p class="hx-quiet">正在打开。</p>
  return (
    <form class="c-card" onSubmit={confirm}>
      <h1>插件登录</h1>
      <p>
        {asked.value.label}请求以 {me.organisation.name} {me.name} 的身份登录，请求于 {timeOf(asked.value.askedAt)} 从{' '}
        {asked.value.address} 发出。
      </p>
      <p>确为您本人刚刚在插件中发起的，请输入插件中显示的核对码；不是的，请关闭本页。</p>
      <label class="c-field">
        <span>核对码（六位数字）</span>
        <input
          inputmode="numeric"
          autocomplete="off"
          value={number}
          onInput={(event) => {
            setNumber(event.currentTarget.value)
            setError('')
          }}
          required
        />
      </label>
      {error && (
        <p role="alert" class="c-error">
          {error}
        </p>
      )}
      <button type="submit" class="hx-primary">
        确认登录
      </button>
    </form>
  )
}
