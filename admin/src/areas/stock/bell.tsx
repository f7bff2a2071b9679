import { BellOutlined } from '@ant-design/icons'
import { Badge, Button, Popover } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { labelOf } from './lines-editor.tsx'

/** Stock warnings that nobody has looked at yet, wherever one is in the console. */
export function StockBell() {
  const t = useT()
  const can = useCan()
  const [open, setOpen] = useState(false)
  const todos = useRead('countStockTodos', undefined, { enabled: can('inventory.read'), refetchInterval: 60_000 })
  const unseen = todos.data?.unseen ?? 0
  if (!can('inventory.read')) return null
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('header.warnings')}
      open={open}
      onOpenChange={setOpen}
      content={open ? <Newest onChosen={() => setOpen(false)} /> : null}
    >
      <Button
        type="text"
        aria-label={unseen > 0 ? `${t('header.warnings')} ${unseen}` : t('header.warnings')}
        data-testid="stock-bell"
        icon={
          <Badge dot={unseen > 0} size="small">
            <BellOutlined />
          </Badge>
        }
      />
    </Popover>
  )
}

function Newest({ onChosen }: { onChosen: () => void }) {
  const t = useT()
  const warnings = useRead('listStockWarnings', { pageSize: 6 })
  return (
    <div className="stack-tight" style={{ width: 280 }}>
      {warnings.data?.items.length === 0 && <span className="muted">{t('header.noWarnings')}</span>}
      {(warnings.data?.items ?? []).map((warning) => (
        <div key={warning.id} className="row" style={{ flexWrap: 'nowrap', justifyContent: 'space-between' }}>
          <span className="ellipsis">{labelOf(warning)}</span>
          <span className="num strong" style={{ color: 'var(--bad)' }}>
            {warning.available}
          </span>
        </div>
      ))}
      <Link className="link" to="/stock/warnings" onClick={onChosen}>
        {t('header.allWarnings')}
      </Link>
    </div>
  )
}
