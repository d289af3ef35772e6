@echo off
rem Runs the program from any folder, built anew where a source is newer than the last build.
setlocal
set "root=%~dp0"
dotnet build -c Release "%root%src\Contrast" --nologo --verbosity quiet 1>&2 || (
  echo contrast: the program does not build, for the reason above. 1>&2
  exit /b 1
)
dotnet "%root%src\Contrast\bin\Release\net10.0\contrast.dll" %*
exit /b %errorlevel%
