// Mini programs need no styles beyond app.scss.
export {}
