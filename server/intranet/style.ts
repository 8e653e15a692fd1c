/** How office systems of the twenty-tens look: dense, blue, made for a wide screen. */
export const STYLE = `
*{box-sizing:border-box}body{margin:0;font:14px/1.7 SimSun,"Noto Serif CJK SC","Songti SC",serif;color:#222;background:#e9eef4}
a{color:#0b57a4;text-decoration:none}a:hover{text-decoration:underline}
.top{display:flex;justify-content:space-between;align-items:center;height:56px;padding:0 20px;color:#fff;background:linear-gradient(#2f78c4,#1a559b)}
.brand{font:bold 22px/1 SimHei,"Noto Sans CJK SC",sans-serif;letter-spacing:3px}.top a{color:#fff}
.main{display:flex;gap:10px;padding:10px;align-items:flex-start}
.menu{flex:0 0 130px;background:#fff;border:1px solid #b8cbe0}.menu a{display:block;padding:8px 14px;border-bottom:1px dotted #c8d6e6}.menu .on{background:#dbe9f8;font-weight:bold}
.work{flex:1;min-width:0;background:#fff;border:1px solid #b8cbe0;padding:0 16px 16px}
.place{margin:0 -16px 12px;padding:6px 16px;background:#f1f6fb;border-bottom:1px solid #b8cbe0;color:#555;font-size:13px}
.foot{padding:14px;text-align:center;color:#666;font-size:12px}
h1{font:bold 22px/1.6 "FZXiaoBiaoSong-B05S",SimSun,"Noto Serif CJK SC",serif;text-align:center;margin:18px 0 6px}h2{font-size:17px;margin:6px 0 12px}
.list{width:100%;border-collapse:collapse}.list th{background:#e4eef9}.list th,.list td{border:1px solid #c8d6e6;padding:6px 8px;text-align:center}.list .l{text-align:left}.list tbody tr:nth-child(even){background:#f7fafd}.urgent{color:#c00}
.bar{display:flex;gap:8px;margin:8px 0;flex-wrap:wrap}.bar button,.btn{font:inherit;line-height:1.5;padding:3px 14px;border:1px solid #8fb0d3;background:linear-gradient(#fff,#dfeaf6);border-radius:3px;color:#123f70;cursor:pointer}.bar button:disabled{color:#999;cursor:default}
.article{max-width:800px;margin:0 auto;padding:10px 50px 30px;font-size:17px;line-height:2}.article p{margin:0;text-indent:2em}.article .sub,.article .chapter,.form .chapter{text-align:center;text-indent:0;font-weight:bold;margin:12px 0}
.flow{max-width:800px;margin:20px auto 0;padding:8px 16px;border:1px dashed #b8cbe0;font-size:13px;color:#555}
.form,.compare{width:100%;border-collapse:collapse}.form caption{font:bold 20px/2.4 SimSun,"Noto Serif CJK SC",serif}.form th,.form td,.compare th,.compare td{border:1px solid #a33;padding:6px 10px;vertical-align:top}.form th{width:110px;color:#a33;font-weight:normal;background:#fffaf7}.form .body{font-size:16px;line-height:1.9}.form .body p{margin:0;text-indent:2em}
.compare th{background:#f1f6fb}.compare td,.compare th{border-color:#8fb0d3;width:38%}.compare td:last-child,.compare th:last-child{width:24%}
.rich{border:1px solid #8fb0d3}.tools{display:flex;gap:14px;padding:5px 10px;background:#f1f6fb;border-bottom:1px solid #b8cbe0;font-size:13px}iframe{display:block;width:100%;height:620px;border:0}
textarea{width:100%;font:15px/1.9 SimSun,"Noto Serif CJK SC",serif;padding:8px;border:1px solid #b8cbe0}input{width:100%;font:inherit;border:1px solid #b8cbe0;padding:3px 6px;background:#f7f7f7}
.note{padding:30px;text-align:center}`

export const EDITOR_STYLE = `body{margin:0;padding:20px 60px;font:17px/2 SimSun,"Noto Serif CJK SC",serif;color:#222;outline:none}p{margin:0;text-indent:2em}.chapter{text-align:center;text-indent:0;font-weight:bold}`
