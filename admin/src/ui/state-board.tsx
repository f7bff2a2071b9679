import { Segmented, Select } from 'antd'
import type { ComponentProps, ReactNode } from 'react'
import { useT, type Key } from '../i18n/i18n.tsx'
import { DataTable, type Column } from './data-table.tsx'
import { Nothing } from './outcome.tsx'
import { PageHead } from './page-head.tsx'
import { State, type Tone } from './tone.tsx'

/** The states a paper can be in, in the order of its way: how each is called and how it looks. */
export type States<S extends string> = Readonly<Record<S, { tone: Tone; label: Key }>>

/** The state that an address names; nothing for any other text. */
export const stateIn = <S extends string>(states: States<S>, text: string): S | undefined => (text in states ? (text as S) : undefined) // the keys are the states

/** The column that says in which state a row is. */
export function StateCell<S extends string>({ states, state }: { states: States<S>; state: S }) {
  const t = useT()
  return <State tone={states[state].tone}>{t(states[state].label)}</State>
}

interface Props<T, S extends string> {
  id: string
  title: string
  lead: string
  /** The button that begins a new one. */
  action?: ReactNode
  columns: Column<T>[]
  read: ComponentProps<typeof DataTable<T & object>>['read']
  states: States<S>
  url: { state: string; page: string }
  onUrl: (change: { state?: string; page?: string }) => void
  /** What the address says for all states. */
  all?: { value: string; label: string }
  /** More filters beside that of the state. */
  filters?: ReactNode
  none: string
  noneHint?: string
}

const FEW = 4

/** Papers that go from state to state, one state or all of them at a time. */
export function StateBoard<T extends { id: string }, S extends string>(props: Props<T, S>) {
  const { id, title, lead, action, columns, read, states, url, onUrl, filters, none, noneHint } = props
  const t = useT()
  const { value, label } = props.all ?? { value: '', label: t('common.all') }
  const options = [{ value, label }, ...Object.entries<{ label: Key }>(states).map(([key, one]) => ({ value: key, label: t(one.label) }))]
  const choose = (state: string) => onUrl({ state })
  return (
    <>
      <PageHead title={title} lead={lead}>
        {action}
      </PageHead>
      <div className="card table-card" data-testid={id}>
        <DataTable<T>
          id={id}
          columns={columns}
          rowKey="id"
          read={read}
          page={{ page: url.page, pageSize: 20, onPage: (page) => onUrl({ page: String(page) }) }}
          toolbar={
            <>
              {options.length - 1 > FEW ? (
                <Select value={url.state} style={{ minWidth: 140 }} aria-label={t('orders.state')} onChange={choose} options={options} />
              ) : (
                <Segmented<string> value={url.state} onChange={choose} options={options} />
              )}
              {filters}
            </>
          }
          empty={
            <Nothing title={none} {...(noneHint ? { hint: noneHint } : {})}>
              {action}
            </Nothing>
          }
        />
      </div>
    </>
  )
}
