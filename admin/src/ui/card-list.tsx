import { Checkbox, Pagination, Skeleton, type TableProps } from 'antd'
import { useT } from '../i18n/i18n.tsx'
import type { Column } from './data-table.tsx'

interface Props<T> {
  columns: Column<T>[]
  items: T[] | undefined
  rowKey: keyof T & string
  total: number
  page: { page: string; pageSize: number; onPage: (page: number) => void } | undefined
  table: TableProps<T> | undefined
}

/** A table's rows one below the other, for narrow screens: the first column heads each, the last one (its actions) ends it. */
export function CardList<T extends object>({ columns, items, rowKey, total, page, table }: Props<T>) {
  const t = useT()
  if (!items) return <Skeleton active style={{ padding: 16 }} />
  const selection = table?.rowSelection
  const chosen = selection?.selectedRowKeys ?? []
  const choose = (key: string, on: boolean) => {
    const keys = on ? [...chosen, key] : chosen.filter((one) => one !== key)
    selection?.onChange?.(
      keys,
      items.filter((row) => keys.includes(String(row[rowKey]))),
      { type: 'single' },
    )
  }
  return (
    <>
      <ul className="card-list">
        {items.map((row, index) => {
          const key = String(row[rowKey])
          return (
            <li key={key}>
              <div className="row-tight" style={{ alignItems: 'flex-start' }}>
                {selection && (
                  <Checkbox
                    checked={chosen.includes(key)}
                    aria-label={t('common.choose')}
                    onChange={(event) => choose(key, event.target.checked)}
                  />
                )}
                <div style={{ flex: 1, minWidth: 0 }}>{cell(columns[0], row, index)}</div>
              </div>
              {columns.slice(1).map((column) => {
                const content = cell(column, row, index)
                // A name without a value says nothing.
                if (content === '' || content === null || content === false) return null
                return (
                  <div key={column.key} className={column.title ? 'card-field' : 'card-action'}>
                    {typeof column.title === 'string' && column.title && <span className="muted small">{column.title}</span>}
                    <div>{content}</div>
                  </div>
                )
              })}
              {table?.expandable?.expandedRowRender && (
                <details>
                  <summary className="muted small">{t('common.details')}</summary>
                  <div style={{ overflowX: 'auto' }}>{table.expandable.expandedRowRender(row, index, 0, true)}</div>
                </details>
              )}
            </li>
          )
        })}
      </ul>
      {page && (
        <Pagination
          simple
          align="center"
          current={Number(page.page)}
          pageSize={page.pageSize}
          total={total}
          hideOnSinglePage
          onChange={page.onPage}
          style={{ padding: 16 }}
        />
      )}
    </>
  )
}

function cell<T>(column: Column<T> | undefined, row: T, index: number): React.ReactNode {
  const content = column?.render?.(undefined, row, index)
  // antd lets a render answer cell properties instead of content; our columns never do.
  return typeof content === 'object' && content !== null && 'children' in content ? null : (content as React.ReactNode)
}
