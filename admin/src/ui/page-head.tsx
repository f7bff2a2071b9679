import { ArrowLeftOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useT } from '../i18n/i18n.tsx'

interface Props {
  title: string
  lead?: ReactNode
  /** Where the arrow leads; absent: no arrow. */
  back?: string
  /** Beside the title: a state. */
  mark?: ReactNode
  children?: ReactNode
}

/** Title of a page (also of the browser's tab), one line of explanation, and the page's actions. */
export function PageHead({ title, lead, back, mark, children }: Props) {
  const t = useT()
  const navigate = useNavigate()
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`
  }, [title, t])
  return (
    <header className="page-head">
      {back && <Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('common.back')} onClick={() => void navigate(back)} />}
      <div>
        <div className="row">
          <h1>{title}</h1>
          {mark}
        </div>
        {lead && <div className="lead">{lead}</div>}
      </div>
      {children && <div className="actions">{children}</div>}
    </header>
  )
}
