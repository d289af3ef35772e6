using Diptych.Parity.BadInput;

// Tests run this assembly as a program too, to kill it.
if (args is ["write-until-killed", var what, var path])
    KilledWriterTests.Write(what, path);
