// Booleans are 0 and 1, instants ISO 8601 in UTC, structured values JSON text: the same rows on SQLite and PostgreSQL.
type Flag = number

export interface Tables {
  organisations: { id: string; parent_id: string | null; name: string; created_at: string }
  users: {
    id: string
    organisation_id: string
    account: string
    name: string
    /** JSON array of roles. */
    roles: string
    password_hash: string
    must_change_password: Flag
    failed_attempts: number
    locked_until: string | null
    disabled: Flag
    created_at: string
  }
  credentials: {
    id: string
    user_id: string
    client: 'extension' | 'console'
    label: string
    method: 'password' | 'oidc'
    /** SHA-256 of the secret; the secret itself is kept nowhere. */
    secret_digest: string
    created_at: string
    last_used_at: string | null
    expires_at: string
    revoked_at: string | null
  }
  drafts: {
    id: string
    organisation_id: string
    /** The office that it was submitted to, which sees it from then on. */
    review_organisation_id: string | null
    /** The unit that its office took it in for (收件登记), where that unit is an organisation here. */
    drafting_organisation_id: string | null
    /** Where it was first read; ends with `#` and the draft's own id where that address holds another draft. */
    source: string
    title: string
    kind: string
    issuer_level: string | null
    /** What a person said it is, as against what was recognised; `null` where nobody did. */
    stated_kind: string | null
    stated_issuer_level: string | null
    created_at: string
    created_by: string
    updated_at: string
    current_version_id: string
    previous_version_id: string | null
    version_count: number
    illegal: number
    improper: number
    suspect: number
    hint: number
    undecided: number
  }
  draft_addresses: { draft_id: string; organisation_id: string; address: string }
  versions: {
    id: string
    draft_id: string
    number: number
    digest: string
    length: number
    text: string
    captured_at: string
    captured_by: string
  }
  checks: {
    id: string
    draft_id: string
    version_id: string
    rule_set_digest: string
    as_of: string
    kind: string
    issuer_level: string | null
    checked_at: string
    checked_by: string
  }
  findings: {
    id: string
    check_id: string
    version_id: string
    draft_id: string
    thread_id: string
    ordinal: number
    rule: string
    code: string
    severity: string
    start_offset: number
    end_offset: number
    clause: string
    quote: string
    /** JSON of message, authority, suggestion, fix, also. */
    detail: string
  }
  decisions: {
    id: string
    draft_id: string
    thread_id: string
    finding_id: string
    sequence: number
    decision: string
    reason: string
    suggestion: string | null
    verdict: string | null
    message: string | null
    false_alarm: Flag
    decided_at: string
    decided_by: string
  }
  annotations: {
    id: string
    draft_id: string
    version_id: string
    start_offset: number
    end_offset: number
    quote: string
    body: string
    replacement: string | null
    resolved: Flag
    withdrawn: Flag
    /** 违法, 不当 or 建议修改 where it stands in the opinion. */
    listed_as: string | null
    created_at: string
    created_by: string
    changed_at: string
  }
  events: {
    organisation_id: string
    sequence: number
    type: string
    summary: string
    draft_id: string | null
    actor_id: string | null
    happened_at: string
    /** JSON, hashed as it stands. */
    payload: string
    previous_hash: string
    hash: string
  }
  chain_heads: { organisation_id: string; sequence: number; hash: string }
  /** Each row holds from its day until the next: `content` what is set, `changed` what of it changed, both JSON. */
  office_settings: {
    organisation_id: string
    sequence: number
    content: string
    changed: string
    reason: string
    changed_at: string
    changed_by: string
  }
  reviews: {
    draft_id: string
    revision: number
    state: string
    matter: string
    changed_at: string
    /** As in `matter`, to be found by. */
    valid_until: string | null
    evaluation_due: string | null
    npc_open_since: string | null
  }
  /** Each 登记号 of an office once; `year` and `serial` of those that were given by its template. */
  registrations: {
    organisation_id: string
    number: string
    year: number | null
    serial: number | null
    draft_id: string
    registered_at: string
  }
  answers: {
    user_id: string
    /** Digest of the key that the request carried. */
    key_digest: string
    request_digest: string
    /** Readable only with the key; `null` until the request is answered. */
    answer: string | null
    created_at: string
  }
  /** Each content once, by its SHA-256. */
  files: { digest: string; content: Uint8Array }
  materials: {
    id: string
    draft_id: string
    /** Paper of the checklist. */
    material: string
    name: string
    media_type: string
    size: number
    digest: string
    added_at: string
    added_by: string
  }
  consultations: {
    id: string
    draft_id: string
    /** `null` for somebody without an account. */
    counsel_id: string | null
    counsel_name: string
    capacity: string
    question: string
    asked_at: string
    asked_by: string
    due: string
    due_basis: string
    has_conflict: Flag
    declared_note: string
    declared_at: string | null
    answer: string
    answered_at: string | null
    answered_by: string | null
    material_id: string | null
    /** Why it was taken back. */
    withdrawn: string | null
  }
  rule_sets: { digest: string; source: string; rule_count: number; since: string }
  /** What an office is writing; `files` is a JSON array of name and text. */
  rule_drafts: { organisation_id: string; revision: number; files: string; changed_at: string; changed_by: string }
  rule_publications: {
    id: string
    organisation_id: string
    number: number
    name: string
    /** JSON as in `rule_drafts`. */
    files: string
    /** Of the rule set that came of it when it was published. */
    digest: string
    note: string
    added: number
    disabled: number
    changed: number
    published_at: string
    published_by: string
  }
  /** What was put in force; the last one of an office holds. */
  rule_choices: {
    organisation_id: string
    sequence: number
    action: string
    /** `null` for the built-in rule set. */
    publication_id: string | null
    /** In force from then on. */
    digest: string
    /** Of the built-in rule set that it lies over. */
    base_digest: string
    reason: string
    chosen_at: string
    chosen_by: string | null
  }
}

/** Every table with its primary key, those that are referred to before those that refer to them. */
export const KEYS: { readonly [Table in keyof Tables]: readonly (keyof Tables[Table] & string)[] } = {
  organisations: ['id'],
  users: ['id'],
  credentials: ['id'],
  rule_sets: ['digest'],
  rule_drafts: ['organisation_id'],
  rule_publications: ['id'],
  rule_choices: ['organisation_id', 'sequence'],
  office_settings: ['organisation_id', 'sequence'],
  drafts: ['id'],
  draft_addresses: ['organisation_id', 'address', 'draft_id'],
  versions: ['id'],
  checks: ['id'],
  findings: ['id'],
  decisions: ['id'],
  annotations: ['id'],
  reviews: ['draft_id'],
  registrations: ['organisation_id', 'number'],
  files: ['digest'],
  materials: ['id'],
  consultations: ['id'],
  events: ['organisation_id', 'sequence'],
  chain_heads: ['organisation_id'],
  answers: ['user_id', 'key_digest'],
}
