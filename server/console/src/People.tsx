import type { CallOutput, Colleague, Organisation, User } from '@hongxian/shared/api'
import { ROLE_NAMES, type Role, roleConflict } from '@hongxian/shared/review'
import { useState } from 'preact/hooks'
import { ask, sentenceOf, useLoaded } from './ask.ts'
import { FormEnd } from './FormEnd.tsx'
import { Reload } from './Reload.tsx'

/** What each role does, for whoever hands them out. */
const ROLE_NOTES: Readonly<Record<Role, string>> = {
  drafter: '送审、补正、反馈采纳情况',
  intake: '收件登记、核验材料、受理、通知补正',
  reviewer: '审核文本、拟写审核意见',
  second: '分办、复核审核意见',
  lead: '分办、签发审核意见',
  counsel: '答复向其提出的咨询，只能查阅所咨询的文件',
  market: '登记公平竞争审查结论',
  registrar: '提请审议、登记编号、公布、备案、归档',
  maintainer: '编写和发布本单位规则',
  admin: '管理单位、人员和设定，不得兼任办理人员',
  auditor: '查阅办件、留痕和统计，不得兼任办理人员',
}
const ROLES = Object.keys(ROLE_NOTES) as Role[]

/** 单位和人员: the units that an administrator manages, and the accounts of each. */
export function People({ me }: { me: User }) {
  const loaded = useLoaded<CallOutput<'listOrganisations'>>('units', () => ask('listOrganisations', {}))
  const [chosen, setChosen] = useState(me.organisation.id)
  if (!loaded.value) return loaded.error ? <Reload loaded={loaded} /> : <p class="hx-quiet">正在打开。</p>
  const units = inTree(loaded.value.items.filter(({ managed }) => managed))
  const unit = units.find(({ id }) => id === chosen) ?? units[0]
  return (
    <>
      <h1>单位和人员</h1>
      {loaded.error && <Reload loaded={loaded} />}
      <div class="c-people">
        <nav aria-label="单位">
          <ul>
            {units.map((one) => (
              <li key={one.id} style={{ paddingInlineStart: `${one.depth * 16}px` }}>
                <button
                  type="button"
                  class="hx-plain"
                  aria-current={one.id === unit?.id}
                  onClick={() => setChosen(one.id)}
                >
                  {one.name}
                </button>
              </li>
            ))}
          </ul>
        </nav>
        {unit && (
          <Unit
            key={unit.id}
            unit={unit}
            parent={units.find(({ id }) => id === unit.parentId)}
            onChange={loaded.reload}
          />
        )}
      </div>
    </>
  )
}

type Placed = Organisation & { readonly depth: number }

/** Each unit after the one above it; those whose superior is not among them stand first. */
function inTree(units: readonly Organisation[]): Placed[] {
  const beneath = (parentId: string | null, depth: number): Placed[] =>
    units
      .filter((unit) => (isThere(unit.parentId) ? unit.parentId : null) === parentId)
      .flatMap((unit) => [{ ...unit, depth }, ...beneath(unit.id, depth + 1)])
  const isThere = (id: string | null) => units.some((unit) => unit.id === id)
  return beneath(null, 0)
}

interface UnitProps {
  readonly unit: Organisation
  readonly parent: Organisation | undefined
  readonly onChange: () => void
}

type Doing = 'nothing' | 'rename' | 'add-unit' | 'add-user'

function Unit({ unit, parent, onChange }: UnitProps) {
  const people = useLoaded<CallOutput<'listColleagues'>>(unit.id, () =>
    ask('listColleagues', { query: { organisationId: unit.id } }),
  )
  const [doing, setDoing] = useState<Doing>('nothing')
  const [password, setPassword] = useState<FirstPassword | null>(null)
  const close = () => setDoing('nothing')
  const change = () => {
    people.reload()
    onChange()
  }
  return (
    <section>
      <div class="c-bar">
        <h2>{unit.name}</h2>
        {parent && <span class="hx-quiet">上级单位：{parent.name}</span>}
        <button type="button" onClick={() => setDoing('add-user')}>
          设立用户
        </button>
        <button type="button" onClick={() => setDoing('add-unit')}>
          设立下级单位
        </button>
        <button type="button" onClick={() => setDoing('rename')}>
          变更名称
        </button>
      </div>
      {doing === 'rename' && <Rename unit={unit} onDone={onChange} onClose={close} />}
      {doing === 'add-unit' && <AddUnits unit={unit} onDone={onChange} onClose={close} />}
      {doing === 'add-user' && <AddUser unit={unit} onDone={change} onPassword={setPassword} onClose={close} />}
      {password && <Password of={password} onClose={() => setPassword(null)} />}
      {people.error && <Reload loaded={people} />}
      {!people.value && !people.error && <p class="hx-quiet">正在打开。</p>}
      {people.value?.items.length === 0 && <p class="hx-quiet">尚未设立用户。</p>}
      {people.value && people.value.items.length > 0 && (
        <table class="c-table">
          <thead>
            <tr>
              <th>姓名</th>
              <th>账号</th>
              <th>角色</th>
              <th>状态</th>
              <th>操作</th>
            </tr>
          </thead>
          <tbody>
            {people.value.items.map((person) => (
              <Person key={person.id} person={person} onDone={change} onPassword={setPassword} />
            ))}
          </tbody>
        </table>
      )}
      {!unit.reviews && people.value && <p class="hx-quiet">本单位没有审核负责人，其他单位不能向本单位送审。</p>}
    </section>
  )
}

interface FirstPassword {
  readonly name: string
  readonly account: string
  readonly firstPassword: string
}

const Password = ({ of: { name, account, firstPassword }, onClose }: { of: FirstPassword; onClose: () => void }) => (
  <div class="c-notice" role="status">
    <p>
      {name}的账号为 <b>{account}</b>，初始密码为 <code class="c-secret">{firstPassword}</code>
    </p>
    <p>初始密码只在此显示一次，请当面或者以其他可靠方式告知本人；首次登录时须修改。遗失的，重设初始密码。</p>
    <button type="button" onClick={onClose}>
      已经记下
    </button>
  </div>
)

/** Sends, one thing at a time, and says why where it could not. */
function useSending() {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const send = (work: () => Promise<unknown>) => {
    setBusy(true)
    setError('')
    work()
      .catch((reason: unknown) => setError(sentenceOf(reason)))
      .finally(() => setBusy(false))
  }
  return { isBusy, error, send }
}

interface UnitFormProps {
  readonly unit: Organisation
  readonly onDone: () => void
  readonly onClose: () => void
}

function Rename({ unit, onDone, onClose }: UnitFormProps) {
  const [name, setName] = useState(unit.name)
  const { isBusy, error, send } = useSending()
  const submit = (event: Event) => {
    event.preventDefault()
    send(async () => {
      await ask('changeOrganisation', { params: { organisationId: unit.id }, body: { name } })
      onDone()
      onClose()
    })
  }
  return (
    <form class="c-panel" onSubmit={submit}>
      <label class="c-field">
        <span>变更后的名称</span>
        <input value={name} maxLength={100} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <p class="hx-quiet">机构更名和名称有误的，在此变更，记入留痕；已经签发的审核意见书不变。</p>
      <FormEnd
        error={error}
        isBusy={isBusy}
        isComplete={name.trim().length > 1 && name.trim() !== unit.name}
        label="变更名称"
        busyLabel="正在办理"
        onClose={onClose}
      />
    </form>
  )
}

/** Several at once, one a line: a 区 has some twenty. What was set up is taken off the list, what was not stays there. */
function AddUnits({ unit, onDone, onClose }: UnitFormProps) {
  const [names, setNames] = useState('')
  const { isBusy, error, send } = useSending()
  const lines = [...new Set(names.split('\n').map((line) => line.trim()))].filter((line) => line !== '')
  const submit = (event: Event) => {
    event.preventDefault()
    send(async () => {
      let left = lines
      try {
        for (const name of lines) {
          await ask('createOrganisation', { body: { name, parentId: unit.id } })
          left = left.filter((one) => one !== name)
        }
        onClose()
      } finally {
        setNames(left.join('\n'))
        onDone()
      }
    })
  }
  return (
    <form class="c-panel" onSubmit={submit}>
      <label class="c-field">
        <span>在{unit.name}之下设立的单位名称，每行一个</span>
        <textarea rows={6} value={names} onInput={(event) => setNames(event.currentTarget.value)} />
      </label>
      <FormEnd
        error={error}
        isBusy={isBusy}
        isComplete={lines.length > 0}
        label={lines.length > 1 ? `设立${lines.length}个单位` : '设立'}
        busyLabel="正在设立"
        onClose={onClose}
      />
    </form>
  )
}

interface AddUserProps extends UnitFormProps {
  readonly onPassword: (first: FirstPassword) => void
}

function AddUser({ unit, onDone, onPassword, onClose }: AddUserProps) {
  const [name, setName] = useState('')
  const [account, setAccount] = useState('')
  const [roles, setRoles] = useState<readonly Role[]>([])
  const { isBusy, error, send } = useSending()
  const submit = (event: Event) => {
    event.preventDefault()
    send(async () => {
      const body = { name, account, roles: [...roles], organisationId: unit.id }
      const { firstPassword } = await ask('createUser', { body })
      if (firstPassword !== null) onPassword({ name, account, firstPassword })
      onDone()
      onClose()
    })
  }
  return (
    <form class="c-panel" onSubmit={submit}>
      <div class="c-bar">
        <label>
          姓名 <input value={name} maxLength={100} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label>
          账号{' '}
          <input
            value={account}
            maxLength={100}
            autocomplete="off"
            placeholder="字母、数字和 . _ - @"
            onInput={(event) => setAccount(event.currentTarget.value.trim())}
          />
        </label>
      </div>
      <RoleBoxes roles={roles} onChange={setRoles} />
      <FormEnd
        error={error}
        isBusy={isBusy}
        isComplete={name.trim() !== '' && account !== '' && isSound(roles)}
        label="设立"
        busyLabel="正在设立"
        onClose={onClose}
      />
    </form>
  )
}

const isSound = (roles: readonly Role[]): boolean => roles.length > 0 && roleConflict(roles) === null

function RoleBoxes({ roles, onChange }: { roles: readonly Role[]; onChange: (roles: readonly Role[]) => void }) {
  const conflict = roleConflict(roles)
  return (
    <fieldset class="c-roles">
      <legend>角色</legend>
      {ROLES.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            checked={roles.includes(role)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(checked ? [...roles, role] : roles.filter((one) => one !== role))
            }
          />
          <span>
            {ROLE_NAMES[role]}
            <small class="hx-quiet">　{ROLE_NOTES[role]}</small>
          </span>
        </label>
      ))}
      {conflict && (
        <p role="alert" class="c-error">
          {conflict}
        </p>
      )}
    </fieldset>
  )
}

interface PersonProps {
  readonly person: Colleague
  readonly onDone: () => void
  readonly onPassword: (first: FirstPassword) => void
}

function Person({ person, onDone, onPassword }: PersonProps) {
  const { id, name, account, roles, disabled } = person
  const [doing, setDoing] = useState<'nothing' | 'edit' | 'reset' | 'disable'>('nothing')
  const [typedName, setTypedName] = useState(name)
  const [typedRoles, setTypedRoles] = useState<readonly Role[]>(roles)
  const { isBusy, error, send } = useSending()
  const close = () => setDoing('nothing')
  const change = (body: Parameters<typeof ask<'changeUser'>>[1]['body']) =>
    send(async () => {
      const { firstPassword } = await ask('changeUser', { params: { userId: id }, body })
      if (firstPassword !== null) onPassword({ name, account, firstPassword })
      close()
      onDone()
    })
  const submit = (event: Event) => {
    event.preventDefault()
    if (doing === 'edit') change({ name: typedName, roles: [...typedRoles] })
    else if (doing === 'reset') change({ resetPassword: true })
    else change({ disabled: !disabled })
  }
  return (
    <>
      <tr>
        <td>{name}</td>
        <td>{account}</td>
        <td class="c-wrap">{roles.map((role) => ROLE_NAMES[role]).join('、') || '没有角色'}</td>
        <td>{disabled ? '已停用' : '使用中'}</td>
        <td>
          <span class="c-actions">
            <button type="button" onClick={() => setDoing('edit')}>
              变更
            </button>
            <button type="button" onClick={() => setDoing('reset')}>
              重设密码
            </button>
            <button type="button" onClick={() => setDoing('disable')}>
              {disabled ? '启用' : '停用'}
            </button>
          </span>
        </td>
      </tr>
      {doing !== 'nothing' && (
        <tr>
          <td colSpan={5} class="c-wrap">
            <form class="c-panel" onSubmit={submit}>
              {doing === 'edit' && (
                <>
                  <label class="c-field">
                    <span>姓名</span>
                    <input
                      value={typedName}
                      maxLength={100}
                      onInput={(event) => setTypedName(event.currentTarget.value)}
                    />
                  </label>
                  <RoleBoxes roles={typedRoles} onChange={setTypedRoles} />
                </>
              )}
              {doing === 'reset' && <p>重设后，{name}的全部登录立即失效，凭新的初始密码登录并修改。</p>}
              {doing === 'disable' && (
                <p>
                  {disabled
                    ? `启用后，${name}可以凭原密码登录。`
                    : `停用后，${name}的全部登录立即失效，不能再登录；已经办理的事项和留痕不变，可以重新启用。`}
                </p>
              )}
              <FormEnd
                error={error}
                isBusy={isBusy}
                isComplete={doing !== 'edit' || (typedName.trim() !== '' && isSound(typedRoles))}
                label={doing === 'edit' ? '变更' : doing === 'reset' ? '重设密码' : disabled ? '启用' : '停用'}
                busyLabel="正在办理"
                onClose={close}
              />
            </form>
          </td>
        </tr>
      )}
    </>
  )
}
