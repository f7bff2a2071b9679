import type { ReactNode } from 'react'

interface Props {
  id: string
  title: string
  hint?: string | undefined
  extra?: ReactNode
  /** What is wrong with the section as a whole. */
  fault?: string | undefined
  children: ReactNode
}

export function Section({ id, title, hint, extra, fault, children }: Props) {
  return (
    <section className="card card-pad" aria-labelledby={`section-${id}`} id={id}>
      <div className="card-head">
        <div>
          <h2 id={`section-${id}`}>{title}</h2>
          {hint && <div className="muted small">{hint}</div>}
        </div>
        <span className="spring" />
        {extra}
      </div>
      {children}
      {fault && (
        <div className="section-fault" role="alert">
          {fault}
        </div>
      )}
    </section>
  )
}
