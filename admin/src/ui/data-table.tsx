import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Grid, Popover, Table, type TableColumnType, type TableProps } from 'antd'
import { useState, type ReactNode } from 'react'
import { useT } from '../i18n/i18n.tsx'
import { CardList } from './card-list.tsx'
import { Problem } from './outcome.tsx'
import { SavedViews } from './saved-views.tsx'

export type Column<T> = TableColumnType<T> & {
  key: string
  /** Its name in the choice of columns; absent: it cannot be hidden. */
  name?: string
  /** Hidden until chosen. */
  hidden?: true
}

interface Props<T> {
  /** Under this name the choice of columns is remembered. */
  id: string
  columns: Column<T>[]
  rowKey: keyof T & string
  read: {
    data: { items: T[]; total?: number } | undefined
    error: Error | null
    isFetching: boolean
    isPlaceholderData: boolean
    refetch: () => unknown
  }
  page?: { page: string; pageSize: number; onPage: (page: number) => void }
  empty: ReactNode
  /** Shown left of the choice of columns. */
  toolbar?: ReactNode
  /** Offers to keep the filters of the address under a name. */
  views?: true
  table?: TableProps<T>
}

/** A list: its filters, its rows, its pages, and what stands there while it loads, fails or has nothing. */
export function DataTable<T extends object>({ id, columns, rowKey, read, page, empty, toolbar, views, table }: Props<T>) {
  const t = useT()
  const [hidden, setHidden] = useHidden(id, columns)
  const narrow = Grid.useBreakpoint().md === false
  const shown = columns.filter((column) => !hidden.includes(column.key))
  const choosable = columns.filter((column) => column.name)
  const failed = read.error && !read.data
  return (
    <>
      {toolbar && (
        <div className="toolbar">
          {toolbar}
          <div className="spring" />
          {views && <SavedViews id={id} />}
          {choosable.length > 0 && <ColumnChoice columns={choosable} hidden={hidden} onChange={setHidden} />}
        </div>
      )}
      {failed && <Problem error={read.error ?? new Error(t('common.loadFailed'))} onRetry={() => void read.refetch()} />}
      {!failed && narrow && read.data?.items.length === 0 && empty}
      {!failed && narrow && (
        <CardList columns={shown} items={read.data?.items} rowKey={rowKey} total={read.data?.total ?? 0} page={page} table={table} />
      )}
      {!failed && !narrow && (
        <Table<T>
          columns={shown}
          dataSource={read.data?.items ?? []}
          rowKey={rowKey}
          loading={!read.data || (read.isFetching && read.isPlaceholderData)}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: read.data ? empty : <div style={{ height: 240 }} /> }}
          pagination={
            page
              ? {
                  current: Number(page.page),
                  pageSize: page.pageSize,
                  total: read.data?.total ?? 0,
                  onChange: page.onPage,
                  showSizeChanger: false,
                  showTotal: (total) => t('common.total', { total }),
                  hideOnSinglePage: false,
                }
              : false
          }
          {...table}
        />
      )}
    </>
  )
}

function ColumnChoice<T>({ columns, hidden, onChange }: { columns: Column<T>[]; hidden: string[]; onChange: (hidden: string[]) => void }) {
  const t = useT()
  const toggle = (key: string, show: boolean) => onChange(show ? hidden.filter((one) => one !== key) : [...hidden, key])
  const content = (
    <div className="stack-tight">
      {columns.map((column) => (
        <Checkbox key={column.key} checked={!hidden.includes(column.key)} onChange={(event) => toggle(column.key, event.target.checked)}>
          {column.name}
        </Checkbox>
      ))}
    </div>
  )
  return (
    <Popover content={content} trigger="click" placement="bottomRight" title={t('common.columns')}>
      <Button icon={<SettingOutlined />} aria-label={t('common.columns')} data-testid="columns" />
    </Popover>
  )
}

function useHidden<T>(id: string, columns: Column<T>[]): [string[], (hidden: string[]) => void] {
  const stored = `puzi.admin.columns.${id}`
  const [hidden, set] = useState<string[]>(() => {
    const saved = localStorage.getItem(stored)
    return saved === null ? columns.filter((column) => column.hidden).map((column) => column.key) : saved.split(',')
  })
  const save = (next: string[]) => {
    localStorage.setItem(stored, next.join(','))
    set(next)
  }
  return [hidden, save]
}
