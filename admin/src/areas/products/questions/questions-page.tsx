import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../../api/api.ts'
import { useRead } from '../../../api/use.ts'
import { useCan } from '../../../app/me.tsx'
import { useT } from '../../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../../ui/data-table.tsx'
import { Nothing } from '../../../ui/outcome.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { Thumb } from '../../../ui/picture.tsx'
import { Time } from '../../../ui/time.tsx'
import { useUrlState } from '../../../ui/use-url-state.ts'
import { QuestionsDrawer } from './questions-drawer.tsx'

type Asked = Item<'listProductQuestions'>

/** Products about which shoppers are asked something when they buy. */
export function QuestionsPage() {
  const t = useT()
  const may = useCan()('catalog.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [editing, setEditing] = useState<Asked | 'new' | null>(null)
  const asked = useRead('listProductQuestions', { page: Number(url.page) })
  const columns: Column<Asked>[] = [
    {
      key: 'product',
      title: t('question.product'),
      render: (_, one) => (
        <span className="row-tight">
          {one.picture && <Thumb picture={one.picture} size={44} />}
          <Link to={`/products/${one.productId}`}>{one.title || one.productId}</Link>
        </span>
      ),
    },
    {
      key: 'questions',
      title: t('question.questions'),
      render: (_, one) => one.questions.map((question) => `${question.label}${question.required ? ' *' : ''}`).join('、'),
    },
    { key: 'updated', title: t('products.updated'), render: (_, one) => <Time iso={one.updatedAt} /> },
  ]
  if (may)
    columns.push({
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <Button type="link" size="small" onClick={() => setEditing(one)} data-testid="questions-edit">
          {t('common.edit')}
        </Button>
      ),
    })
  return (
    <>
      <PageHead title={t('nav.productQuestions')} lead={t('question.lead')}>
        {may && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="questions-new">
            {t('question.addProduct')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card" data-testid="product-questions">
        <DataTable<Asked>
          id="product-questions"
          columns={columns}
          rowKey="productId"
          read={asked}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('question.none')} hint={t('question.noneHint')} />}
        />
      </div>
      {editing && <QuestionsDrawer asked={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />}
    </>
  )
}
